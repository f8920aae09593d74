// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text gives an answer of at most 1 MiB or is not changed. An input is a list of names, one a line. */
class UndecorateFuzzTest {
    private static final int LONGEST = 1 << 20;

    private static final int NAMES_PER_SEED = 50;

    private final Undecorator microsoft = Undecorator.microsoft(0);
    private final Undecorator llvm = Undecorator.llvm();

    static Stream<byte[]> names() {
        List<String> names = Cases.names();
        return IntStream.range(0, (names.size() + NAMES_PER_SEED - 1) / NAMES_PER_SEED)
                .map(seed -> seed * NAMES_PER_SEED)
                .mapToObj(first -> names.subList(first, Math.min(names.size(), first + NAMES_PER_SEED)))
                .map(part -> String.join("\n", part).getBytes(ISO_8859_1));
    }

    @MethodSource("names")
    @DictionaryEntries({
        "??_7", "??_R0", "??__E", "?$", "$$A6", "$$BY", "P6A", "P8", "_O", "$R4", "@@YAXXZ", "?A0x", "?1??", ".?AV"
    })
    @FuzzTest(maxDuration = "60s")
    void undecorate(byte[] content) {
        for (String name : new String(content, ISO_8859_1).split("\n", -1)) {
            check(name, microsoft.undecorate(name));
            check(name, llvm.undecorate(name));
        }
    }

    private static void check(String name, String answer) {
        if (!answer.equals(name) && answer.length() > LONGEST) {
            throw new AssertionError("an answer of " + answer.length() + " characters");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give nothing, a FormatException, or an index that is fit for a key. */
class KeyReaderFuzzTest {
    private static final UUID GUID = new UUID(1, 2);

    static Stream<byte[]> files() {
        return Stream.of(
                new byte[0],
                new PdbBuilder().in(MsfBuilder.big(512)).module("a.obj", 0, 4).build(),
                new PdbBuilder().pdb2().module("a.obj", 0, 0).build(),
                new PeBuilder().rsds(GUID, 1, "a.pdb").build(),
                new DbgBuilder().build(),
                new PortablePdbBuilder().id(GUID, 1).build());
    }

    @MethodSource("files")
    @DictionaryEntries({
        "Microsoft C/C++ MSF 7.00\\x0D\\x0A\\x1ADS",
        "Microsoft C/C++ program database 2.00\\x0D\\x0A\\x1AJG",
        "MZ",
        "PE",
        "RSDS",
        "NB10",
        "DI",
        "BSJB",
        "#Pdb"
    })
    @FuzzTest(maxDuration = "25s")
    void anyContent(byte[] content) throws IOException {
        Optional<FileIdentity> identity;
        try {
            identity = new KeyReader().identify(ByteSource.of("fuzz.bin", content));
        } catch (FormatException expected) {
            if (expected.offset() < 0) {
                throw new AssertionError("no place in " + expected.getMessage(), expected);
            }
            return;
        }
        if (identity.isPresent()) {
            for (String index : identity.get().indexes()) {
                SymbolKey.of("fuzz.bin", index);
            }
        }
    }
}

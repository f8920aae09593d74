// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.PortableTablesBuilder;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a result or a FormatException. */
class PortablePdbFuzzTest {
    static Stream<byte[]> files() {
        return Stream.of(
                PortablePdbs.sample().build(),
                PortablePdbs.sample().wide().build(),
                new PortableTablesBuilder().tableStream("#-").build());
    }

    @MethodSource("files")
    @DictionaryEntries({"BSJB", "#Pdb", "#~", "#-", "#Strings", "#GUID", "#Blob", "#JTD"})
    @FuzzTest(maxDuration = "10m")
    void portable(byte[] content) throws IOException {
        try {
            PortablePdbs.readAll(ByteSource.of("fuzz.pdb", content));
        } catch (FormatException expected) {
            if (expected.offset() < 0) {
                throw new AssertionError("no place in " + expected.getMessage(), expected);
            }
        }
    }
}

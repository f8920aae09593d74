// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.KernelDumpBuilder;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a result or a FormatException. */
class DumpFuzzTest {
    static Stream<byte[]> files() {
        return Stream.of(
                Dumps.minidump().build(),
                Dumps.minidump().padded().build(),
                Dumps.triage(false).build(),
                Dumps.triage(true).build(),
                KernelDumpBuilder.bits64().type(5).bitmap("SDMP").build());
    }

    @MethodSource("files")
    @DictionaryEntries({"MDMP", "PAGEDUMP", "PAGEDU64", "SDMPDUMP", "FDMPDUMP", "TRGD", "RSDS", "NB10", "LEpB"})
    @FuzzTest(maxDuration = "10m")
    void dump(byte[] content) throws IOException {
        try {
            Dumps.readAny(ByteSource.of("fuzz.dmp", content));
        } catch (FormatException expected) {
            Dumps.check(expected);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.unix;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give nothing, a result, or a FormatException with a place. */
class UnixFilesFuzzTest {
    static Stream<byte[]> files() {
        return UnixFilesTest.files();
    }

    @MethodSource("files")
    @DictionaryEntries({"\\x7FELF", "\\xCF\\xFA\\xED\\xFE", "\\xFE\\xED\\xFA\\xCE", "\\xCA\\xFE\\xBA\\xBE", "GNU"})
    @FuzzTest(maxDuration = "25s")
    void anyContent(byte[] content) {
        UnixFilesTest.check(content);
    }
}

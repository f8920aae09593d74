// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give streams or a FormatException. */
class MsfzFuzzTest {
    private static final int LOOK = 1 << 16;

    static Stream<byte[]> files() {
        return Stream.of(
                new MsfzBuilder(64, 1, 2)
                        .directory(1).stream().packed(new byte[200]).nil().stream()
                                .plain(new byte[9])
                                .build(),
                new MsfzBuilder(16, 0)
                        .stream().packed(new byte[40]).plain(new byte[3]).build());
    }

    @MethodSource("files")
    @DictionaryEntries({"Microsoft MSFZ Container\\x0D\\x0A\\x1AALD", "\\x28\\xB5\\x2F\\xFD"})
    @FuzzTest(maxDuration = "25s")
    void msfz(byte[] content) throws IOException {
        try {
            MsfzFile file = MsfzFile.open(ByteSource.of("fuzz.pdz", content));
            byte[] into = new byte[LOOK];
            for (int i = 0; i < Math.min(64, file.streamCount()); i++) {
                MsfStream stream = file.stream(i);
                int length = (int) Math.min(LOOK, stream.size());
                stream.read(0, into, 0, length);
                stream.read(stream.size() - length, into, 0, length);
            }
        } catch (FormatException expected) {
            if (expected.offset() < 0) {
                throw new AssertionError("no place in " + expected.getMessage(), expected);
            }
        }
    }
}

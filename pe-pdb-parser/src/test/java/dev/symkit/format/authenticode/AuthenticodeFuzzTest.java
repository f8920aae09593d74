// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in place of a signature give a verdict. */
class AuthenticodeFuzzTest {
    private static final int LONGEST = 1 << 16;

    static Stream<byte[]> blobs() {
        Signing signing = new Signing();
        return Arrays.stream(Signing.Extra.values()).map(extra -> {
            try {
                return signing.blob(Signing.image().build(), extra);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @MethodSource("blobs")
    @FuzzTest(maxDuration = "60s")
    void anySignature(byte[] blob) throws IOException {
        byte[] content = blob.length > LONGEST ? Arrays.copyOf(blob, LONGEST) : blob;
        byte[] file = Signing.attach(Signing.image(), content);
        AuthenticodeReport report = Authenticode.verify(PeFile.open(ByteSource.of("fuzz.dll", file)));
        if (report.verdict() == Verdict.NOT_SIGNED) {
            throw new AssertionError("the entry was not seen");
        }
    }
}

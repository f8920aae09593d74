// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.CrashDisk;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for a cabinet (symbol-store-format 4): a file of 2 GiB, nearly all of which is a hole, in the store too. */
final class HugeFileIT {
    private static final long TOO_LARGE = 0x7FFF8000L;

    @TempDir
    Path directory;

    @Test
    void isStoredAsItIsWithAMessage() throws IOException {
        Path huge = directory.resolve("huge.exe");
        byte[] image = new PeBuilder().timestamp(0x1234ABCD).sizeOfImage(0x5000).build();
        try (FileChannel file = FileChannel.open(huge, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(image));
            file.write(ByteBuffer.wrap(new byte[] {'e', 'n', 'd'}), TOO_LARGE - 3);
        }

        SymStoreRun add = SymStoreRun.of(
                CrashDisk.withHoles(directory), "add /f huge.exe /s S /t P /compress --no-sync".split(" "));

        assertThat(add.code()).as(add.out()).isZero();
        assertThat(add.err()).isEqualTo("symstore: " + huge + ": too large to be compressed, stored as it is\n");
        assertThat(add.out()).contains("Number of files stored = 1\n");
        assertThat(Files.mismatch(huge, directory.resolve("S/huge.exe/1234ABCD5000/huge.exe")))
                .isEqualTo(-1);
        assertThat(directory.resolve("S/huge.exe/1234ABCD5000/refs.ptr"))
                .content()
                .contains(",N,");
        assertThat(SymStoreRun.of(directory, "verify", "/s", "S").code()).isZero();
    }
}

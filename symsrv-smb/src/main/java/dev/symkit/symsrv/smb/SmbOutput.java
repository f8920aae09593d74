// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes to a file on a share from its beginning on, in requests of 1 MiB. Closing it closes nothing else. Confined to one thread. */
final class SmbOutput extends OutputStream {
    private static final int BUFFER = 1 << 20;

    private final SmbHandle file;
    private byte[] buffer = new byte[1 << 13];
    private int filled;
    private long position;

    SmbOutput(SmbHandle file) {
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        if (length >= BUFFER) {
            flush();
            file.write(position, bytes, at, length);
            position += length;
            return;
        }
        if (filled + length > BUFFER) {
            flush();
        }
        if (filled + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(buffer.length * 2, filled + length)));
        }
        System.arraycopy(bytes, at, buffer, filled, length);
        filled += length;
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            file.write(position, buffer, 0, filled);
            position += filled;
            filled = 0;
        }
    }

    /** Does nothing: what was not flushed belongs to a file that is given up. */
    @Override
    public void close() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.io.OutputStream;

/** The content of a stream that {@link MsfWriter} writes. */
public interface StreamContent {
    /** A stream without bytes. */
    StreamContent EMPTY = of(new LittleEndianWriter());

    /** Number of bytes; does not change. */
    long size();

    /** Writes exactly {@link #size} bytes. */
    void writeTo(OutputStream out) throws IOException;

    /** What a writer has collected; it must not change afterwards. */
    static StreamContent of(LittleEndianWriter bytes) {
        return new StreamContent() {
            @Override
            public long size() {
                return bytes.size();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                bytes.writeTo(out);
            }
        };
    }

    /** The bytes of a stream of another file, which are read when they are written. */
    static StreamContent copyOf(RandomBytes stream) {
        return new StreamContent() {
            private static final int PART = 1 << 16;

            @Override
            public long size() {
                return stream.size();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] part = new byte[(int) Math.min(PART, size())];
                for (long at = 0; at < size(); at += part.length) {
                    int length = (int) Math.min(part.length, size() - at);
                    stream.read(at, part, 0, length);
                    out.write(part, 0, length);
                }
            }
        };
    }
}

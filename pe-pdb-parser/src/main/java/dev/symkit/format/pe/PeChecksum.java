// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;

/**
 * Computes the checksum that the optional header may hold: the sum of all 16-bit words with carries added back, the four bytes of
 * the field itself taken as 0, plus the length of the file. Same as ImageHlp's function as documented; checked against signed files.
 */
public final class PeChecksum {
    private static final int CHUNK = 1 << 16;
    private static final int FIELD = 64;

    private PeChecksum() {}

    /**
     * Reads the whole file once, in chunks.
     *
     * @param pe an image in file layout
     * @return the checksum, unsigned 32-bit
     * @throws IOException if the file cannot be read
     */
    public static long compute(PeFile pe) throws IOException {
        ByteSource source = pe.source();
        long field = pe.optionalHeaderPosition() + FIELD;
        byte[] buffer = new byte[CHUNK];
        long sum = 0;
        for (long at = 0; at < source.size(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, source.size() - at);
            source.read(at, buffer, 0, length);
            for (long own = Math.max(field, at); own < Math.min(field + 4, at + length); own++) {
                buffer[(int) (own - at)] = 0;
            }
            if (length % 2 != 0) {
                buffer[length] = 0; // only the last chunk is odd, and then not full
            }
            for (int i = 0; i < length; i += 2) {
                sum += (buffer[i] & 0xFF) | (buffer[i + 1] & 0xFF) << 8;
            }
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (sum + source.size()) & 0xFFFFFFFFL;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names, each as its UTF-8 bytes and two more; known by a number that is an unsigned int. Confined to one thread. */
final class NamePool {
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MAX_CHUNKS = 1 << (Integer.SIZE - CHUNK_BITS);
    private static final int MAX_NAME = 0xFFFF;

    private final List<byte[]> chunks = new ArrayList<>();
    private int used = CHUNK;

    /** Takes a name and gives back its number. */
    int add(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (used + bytes.length + 2 > CHUNK) {
            if (chunks.size() == MAX_CHUNKS || bytes.length > MAX_NAME) {
                throw new IOException("the names of the files are longer than 4 GiB in all");
            }
            chunks.add(new byte[CHUNK]);
            used = 0;
        }
        byte[] chunk = chunks.get(chunks.size() - 1);
        int number = ((chunks.size() - 1) << CHUNK_BITS) | used;
        chunk[used] = (byte) bytes.length;
        chunk[used + 1] = (byte) (bytes.length >> Byte.SIZE);
        System.arraycopy(bytes, 0, chunk, used + 2, bytes.length);
        used += bytes.length + 2;
        return number;
    }

    /** The name of a number. */
    String get(int number) {
        byte[] chunk = chunks.get(number >>> CHUNK_BITS);
        int at = number & (CHUNK - 1);
        int length = (chunk[at] & 0xFF) | (chunk[at + 1] & 0xFF) << Byte.SIZE;
        return new String(chunk, at + 2, length, StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds where damage hurts in an MSF 7.00 file: page numbers and sizes, and the streams. */
public final class MsfMutants {
    private static final byte[] MAGIC = "Microsoft C/C++ MSF 7.00\r\n".getBytes(US_ASCII);
    private static final int FIXED_STREAMS = 4;

    private MsfMutants() {}

    /** Whether a file is one. */
    public static boolean recognise(byte[] file) {
        return file.length > MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length));
    }

    /** Mutants of a file that is whole. */
    public static Mutants of(byte[] file) {
        Mutants mutants = new Mutants(file);
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int page = in.getInt(32);
        int map = in.getInt(52) * page;
        int pages = (in.getInt(44) + page - 1) / page;
        ByteBuffer flat = ByteBuffer.allocate(pages * page).order(ByteOrder.LITTLE_ENDIAN);
        mutants.directory(map, pages * 4L);
        for (int i = 0; i < pages; i++) {
            int at = in.getInt(map + 4 * i) * page;
            mutants.directory(at, Math.min(page, in.getInt(44) - i * page));
            flat.put(file, at, page);
        }
        int streams = flat.getInt(0);
        int next = 4 + 4 * streams;
        for (int i = 0; i < streams; i++) {
            int size = Math.max(0, flat.getInt(4 + 4 * i));
            for (int done = 0; done < size; done += page, next += 4) {
                int at = flat.getInt(next) * page;
                int used = Math.min(page, size - done);
                if (i > 0) {
                    mutants.content(at, used);
                }
                if (i > 0 && done == 0) {
                    mutants.start(at, used);
                }
            }
        }
        return mutants.preferFirst(FIXED_STREAMS); // there are few of them among many modules
    }
}

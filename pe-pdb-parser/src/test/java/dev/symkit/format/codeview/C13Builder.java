// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;

/** Builds the C13 data of a module, and runs readers over damaged copies of it. */
final class C13Builder {
    private final LittleEndian out = new LittleEndian();

    /** Reads something; throws FormatException for what is damaged. */
    interface Check {
        void read(RandomBytes stream, long size) throws IOException;
    }

    /** An array as a stream. */
    record Bytes(@SuppressWarnings("ArrayRecordComponent") byte[] content) implements RandomBytes {
        @Override
        public Origin origin() {
            return new Origin("t.pdb", "stream 9", 0);
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public void read(long offset, byte[] into, int at, int length) throws IOException {
            if (offset < 0 || offset > content.length - (long) length) {
                throw new FormatException(FormatException.Kind.TRUNCATED, origin().plus(offset), "too short");
            }
            System.arraycopy(content, (int) offset, into, at, length);
        }
    }

    /** Adds a subsection with padding. */
    C13Builder add(int kind, LittleEndian data) {
        out.u32(kind).u32(data.size()).bytes(data.toByteArray()).pad(4);
        return this;
    }

    byte[] build() {
        return out.toByteArray();
    }

    RandomBytes stream() {
        return new Bytes(build());
    }

    long size() {
        return out.size();
    }

    /** The start of a line subsection; file blocks follow. */
    static LittleEndian lines(long offset, int section, int flags, long size) {
        return new LittleEndian().u32(offset).u16(section).u16(flags).u32(size);
    }

    /** A row's second field. */
    static long word(int line, int delta, boolean statement) {
        return line | (long) delta << 24 | (statement ? 1L << 31 : 0);
    }

    /** Adds a file block without columns: pairs of code offset and line, all of them statements. */
    static LittleEndian file(LittleEndian to, long fileOffset, int... pairs) {
        int rows = pairs.length / 2;
        to.u32(fileOffset).u32(rows).u32(12 + 8L * rows);
        for (int i = 0; i < pairs.length; i += 2) {
            to.u32(pairs[i]).u32(word(pairs[i + 1], 0, true));
        }
        return to;
    }

    /** Cuts the data at every place and changes every byte: each time a result or a FormatException with its place. */
    static void damage(byte[] good, Check check) throws IOException {
        for (int length = 0; length < good.length; length++) {
            run(Arrays.copyOf(good, length), length, check);
            run(Arrays.copyOf(good, length), good.length, check);
        }
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                run(bad, bad.length, check);
            }
            byte[] bad = good.clone();
            bad[at] = (byte) 0xFF;
            run(bad, bad.length, check);
        }
    }

    private static void run(byte[] content, int size, Check check) throws IOException {
        try {
            check.read(new Bytes(content), size);
        } catch (FormatException refused) {
            if (refused.offset() < 0 || refused.offset() > size) {
                throw new AssertionError("no place in " + refused.getMessage(), refused);
            }
        }
    }
}

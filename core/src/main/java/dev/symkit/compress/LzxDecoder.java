// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * LZX as cabinets use it. The data of a folder form one stream: a translation flag, then LZX blocks that may go over the 32 KiB frames
 * into which the cabinet cuts the stream; each frame starts with a new 16-bit word. Window, repeated offsets and code lengths live on
 * from frame to frame. Sources: MS-PATCH, and the differences that libmspack's documentation lists.
 */
final class LzxDecoder implements BlockDecoder {
    static final int MIN_WINDOW = 15;
    static final int MAX_WINDOW = 21;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int OVERHEAD = 6144;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 249;
    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int UNCOMPRESSED = 3;
    private static final int CALL = 0xE8;
    private static final int CALL_BYTES = 10;
    private static final long TRANSLATED_BYTES = 1L << 30;
    private static final int[] SLOTS = {30, 32, 34, 36, 38, 42, 50};
    private static final int[] EXTRA = new int[50];
    private static final int[] BASE = new int[50];

    static {
        for (int i = 0; i < EXTRA.length; i++) {
            EXTRA[i] = i < 4 ? 0 : i < 36 ? i / 2 - 1 : 17;
            BASE[i] = i == 0 ? 0 : BASE[i - 1] + (1 << EXTRA[i - 1]);
        }
    }

    private final LzxInput in = new LzxInput();
    private final LzxTree main;
    private final LzxTree length = new LzxTree("length tree", LENGTHS);
    private final LzxTree aligned = new LzxTree("tree of aligned offsets", 8);
    private final LzxLengths lengthReader = new LzxLengths();
    private final byte[] window;
    private final byte[] out = new byte[MAX_BLOCK];

    private int r0 = 1;
    private int r1 = 1;
    private int r2 = 1;
    private boolean started;
    private int translationSize;
    private boolean translating;
    private long produced;
    private int blockType;
    private int blockLeft;
    private boolean padding;

    LzxDecoder(int windowBits) {
        window = new byte[1 << windowBits];
        main = new LzxTree("main tree", LITERALS + 8 * SLOTS[windowBits - MIN_WINDOW]);
    }

    @Override
    public int maxLength() {
        return MAX_BLOCK + OVERHEAD;
    }

    @Override
    public byte[] decode(byte[] data, int at, int dataLength, int size, Origin where) throws FormatException {
        in.reset(data, at, dataLength, where);
        if (!started) {
            started = true;
            if (in.read(1) == 1) {
                int high = in.read(16);
                translationSize = high << 16 | in.read(16);
            }
        }
        int from = (int) (produced & window.length - 1);
        int end = from + size;
        int position = from;
        while (position < end) {
            if (blockLeft == 0) {
                blockHeader();
                continue;
            }
            int run = Math.min(blockLeft, end - position);
            if (blockType == UNCOMPRESSED) {
                in.bytes(window, position, run);
            } else {
                compressed(position, position + run, produced - from);
            }
            position += run;
            blockLeft -= run;
            if (blockLeft == 0 && padding && in.skipByte()) {
                padding = false;
            }
        }
        in.checkOverrun();
        System.arraycopy(window, from, out, 0, size);
        translate(size);
        produced += size;
        return out;
    }

    private void blockHeader() throws FormatException {
        if (padding) {
            in.skipByte();
            padding = false;
        }
        blockType = in.read(3);
        blockLeft = in.read(16) << 8;
        blockLeft |= in.read(8);
        in.checkOverrun();
        switch (blockType) {
            case ALIGNED -> {
                for (int i = 0; i < aligned.lengths.length; i++) {
                    aligned.lengths[i] = (byte) in.read(3);
                }
                aligned.build(in);
                trees();
            }
            case VERBATIM -> trees();
            case UNCOMPRESSED -> {
                in.toBytes();
                r0 = in.i32();
                r1 = in.i32();
                r2 = in.i32();
                padding = (blockLeft & 1) != 0;
                translating = true;
            }
            default -> throw in.error(Kind.BAD_VALUE, "LZX block type " + blockType + " is not known");
        }
    }

    private void trees() throws FormatException {
        lengthReader.read(in, main.lengths, 0, LITERALS);
        lengthReader.read(in, main.lengths, LITERALS, main.lengths.length);
        main.build(in);
        translating |= main.lengths[CALL] != 0;
        lengthReader.read(in, length.lengths, 0, LENGTHS);
        length.build(in);
        in.checkOverrun();
    }

    /**
     * Decodes a run of a verbatim or aligned block.
     *
     * @param from index in the window of the first byte
     * @param end index after the last byte; no match may go past it
     * @param base bytes of the stream that came before the window's index 0
     */
    private void compressed(int from, int end, long base) throws FormatException {
        int position = from;
        while (position < end) {
            in.fill();
            int symbol = main.symbol(in);
            if (symbol < LITERALS) {
                window[position++] = (byte) symbol;
                continue;
            }
            int count = (symbol & 7) + 2;
            if (count == 9) {
                count += length.symbol(in);
            }
            int offset = offset((symbol - LITERALS) >>> 3);
            if (offset <= 0 || offset > window.length || offset > base + position) {
                throw in.error(Kind.BAD_VALUE, "a match goes back to before the start of the data");
            }
            if (count > end - position) {
                throw in.error(Kind.BAD_VALUE, "a match goes past the end of its block or frame");
            }
            copy(position, offset, count);
            position += count;
        }
        in.checkOverrun();
    }

    private int offset(int slot) throws FormatException {
        int offset;
        switch (slot) {
            case 0 -> {
                return r0;
            }
            case 1 -> {
                offset = r1;
                r1 = r0;
            }
            case 2 -> {
                offset = r2;
                r2 = r0;
            }
            default -> {
                offset = BASE[slot] - 2 + extra(EXTRA[slot]);
                r2 = r1;
                r1 = r0;
            }
        }
        r0 = offset;
        return offset;
    }

    private int extra(int bits) throws FormatException {
        if (blockType == VERBATIM || bits < 3) {
            return in.take(bits);
        }
        int high = in.take(bits - 3) << 3;
        in.fill();
        return high | aligned.symbol(in);
    }

    private void copy(int position, int offset, int count) {
        int source = position - offset & window.length - 1;
        if (count <= offset && source + count <= window.length) {
            System.arraycopy(window, source, window, position, count);
            return;
        }
        int mask = window.length - 1;
        for (int i = 0; i < count; i++) {
            window[position + i] = window[source + i & mask];
        }
    }

    /** Undoes the translation of the targets of x86 calls in the frame that lies in {@link #out}. */
    private void translate(int size) {
        if (translationSize == 0 || !translating || produced >= TRANSLATED_BYTES || size <= CALL_BYTES) {
            return;
        }
        int last = size - CALL_BYTES;
        for (int i = 0; i < last; i++) {
            if ((out[i] & 0xFF) != CALL) {
                continue;
            }
            int current = (int) produced + i;
            int target = (int) INT.get(out, i + 1);
            if (target >= -current && target < translationSize) {
                INT.set(out, i + 1, target >= 0 ? target - current : target + translationSize);
            }
            i += 4;
        }
    }
}

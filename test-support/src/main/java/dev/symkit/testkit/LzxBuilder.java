// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes LZX data as a folder of a cabinet holds them, with fixed code lengths: correct, not small. The code lengths of a block are
 * written as differences to those of the block before, one symbol each.
 */
public final class LzxBuilder {
    /** Type of a block whose offsets are plain bits. */
    public static final int VERBATIM = 1;

    /** Type of a block whose offsets end with a coded symbol. */
    public static final int ALIGNED = 2;

    /** Type of a block that holds its bytes as they are. */
    public static final int UNCOMPRESSED = 3;

    private static final int FRAME = 32768;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 249;
    private static final int MAX_MATCH = 257;
    private static final int[] SLOTS = {30, 32, 34, 36, 38, 42, 50};

    private final int window;
    private final int[] main;
    private final int[] lengths = new int[LENGTHS];
    private final int[] base = new int[51];
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Integer, Integer> places = new HashMap<>();
    private final long[] repeated = {1, 1, 1};
    private byte[] all = new byte[0];
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long bits;
    private int bitCount;
    private int produced;
    private boolean rawMode;

    /**
     * The data of one block of the cabinet.
     *
     * @param data the compressed bytes, as one char each
     * @param size bytes that they yield
     */
    public record Frame(List<Byte> data, int size) {
        /** The compressed bytes. */
        public byte[] bytes() {
            byte[] bytes = new byte[data.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = data.get(i);
            }
            return bytes;
        }
    }

    /**
     * Starts a stream.
     *
     * @param windowBits exponent of the window, 15 to 21
     * @param translationSize 0, or the size that turns the translation of calls on
     */
    public LzxBuilder(int windowBits, int translationSize) {
        window = 1 << windowBits;
        main = new int[LITERALS + 8 * SLOTS[windowBits - 15]];
        for (int i = 1; i < base.length; i++) {
            base[i] = base[i - 1] + (1 << extraBits(i - 1));
        }
        put(translationSize == 0 ? 0 : 1, 1);
        if (translationSize != 0) {
            put(translationSize >>> 16, 16);
            put(translationSize & 0xFFFF, 16);
        }
    }

    private static int extraBits(int slot) {
        return slot < 4 ? 0 : slot < 36 ? slot / 2 - 1 : 17;
    }

    /** Adds bits as they are, to make damaged streams. */
    public LzxBuilder put(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits = bits << 1 | (value >>> i & 1);
            if (++bitCount == 16) {
                out.write((int) bits);
                out.write((int) bits >>> 8);
                bits = 0;
                bitCount = 0;
            }
        }
        return this;
    }

    /** Adds a block; it may be longer than a frame. */
    public LzxBuilder block(int type, byte[] content) {
        rawMode = false;
        int start = all.length;
        byte[] more = new byte[start + content.length];
        System.arraycopy(all, 0, more, 0, start);
        System.arraycopy(content, 0, more, start, content.length);
        all = more;
        put(type, 3).put(content.length >>> 8, 16).put(content.length & 0xFF, 8);
        if (type == UNCOMPRESSED) {
            raw(start);
            return this;
        }
        if (type == ALIGNED) {
            for (int i = 0; i < 8; i++) {
                put(3, 3);
            }
        }
        tree(main, 0, LITERALS);
        tree(main, LITERALS, main.length);
        tree(lengths, 0, LENGTHS);
        compress(type);
        return this;
    }

    /** Ends the stream. */
    public List<Frame> build() {
        if (produced % FRAME != 0) {
            endFrame(produced % FRAME);
        }
        return List.copyOf(frames);
    }

    private void raw(int start) {
        put(0, 16 - bitCount);
        for (long value : repeated) {
            for (int i = 0; i < 4; i++) {
                out.write((int) (value >>> (8 * i)));
            }
        }
        rawMode = true;
        boolean odd = (all.length - start) % 2 != 0;
        for (int i = start; i < all.length; i++) {
            out.write(all[i]);
            if (odd && i == all.length - 1) {
                out.write(0);
            }
            advance(1);
        }
    }

    /** Lengths that make a full code: those a power of two allows, the first symbols one bit shorter. */
    private static int lengthOf(int symbol, int symbols) {
        int bits = 32 - Integer.numberOfLeadingZeros(symbols - 1);
        return symbol < (1 << bits) - symbols ? bits - 1 : bits;
    }

    private static int codeOf(int symbol, int symbols) {
        int bits = 32 - Integer.numberOfLeadingZeros(symbols - 1);
        int shorter = (1 << bits) - symbols;
        return symbol < shorter ? symbol : symbol + shorter;
    }

    private void symbol(int symbol, int symbols) {
        put(codeOf(symbol, symbols), lengthOf(symbol, symbols));
    }

    private void tree(int[] old, int from, int to) {
        for (int i = 0; i < 20; i++) {
            put(lengthOf(i, 20), 4);
        }
        for (int i = from; i < to; i++) {
            int length = lengthOf(i, old.length);
            symbol((old[i] - length + 17) % 17, 20);
            old[i] = length;
        }
    }

    private void compress(int type) {
        while (produced < all.length) {
            int limit = Math.min(MAX_MATCH, Math.min(all.length - produced, FRAME - produced % FRAME));
            int from = limit < 3 ? -1 : places.getOrDefault(key(produced), -1);
            int length = from < 0 || produced - from > window - 3 ? 0 : same(from, limit);
            if (length >= 3) {
                match(type, produced - from, length);
            } else {
                length = 1;
                symbol(all[produced] & 0xFF, main.length);
            }
            advance(length);
        }
    }

    private int key(int at) {
        return (all[at] & 0xFF) | ((all[at + 1] & 0xFF) << 8) | ((all[at + 2] & 0xFF) << 16);
    }

    private int same(int from, int limit) {
        int length = 0;
        while (length < limit && all[from + length] == all[produced + length]) {
            length++;
        }
        return length;
    }

    private void match(int type, int offset, int length) {
        int slot = 0;
        while (slot < 3 && repeated[slot] != offset) {
            slot++;
        }
        int formatted = offset + 2;
        if (slot < 3) {
            repeated[slot] = repeated[0];
        } else {
            while (slot + 1 < (main.length - LITERALS) / 8 && base[slot + 1] <= formatted) {
                slot++;
            }
            repeated[2] = repeated[1];
            repeated[1] = repeated[0];
        }
        repeated[0] = offset;
        int header = Math.min(7, length - 2);
        symbol(LITERALS + 8 * slot + header, main.length);
        if (header == 7) {
            symbol(length - 9, LENGTHS);
        }
        int extra = slot < 3 ? 0 : extraBits(slot);
        int value = formatted - base[slot];
        if (type == ALIGNED && extra >= 3) {
            put(value >>> 3, extra - 3);
            symbol(value & 7, 8);
        } else {
            put(value, extra);
        }
    }

    private void advance(int count) {
        for (int i = 0; i < count; i++, produced++) {
            if (produced + 3 <= all.length) {
                places.put(key(produced), produced);
            }
        }
        if (produced % FRAME == 0) {
            endFrame(FRAME);
        }
    }

    private void endFrame(int size) {
        if (!rawMode && bitCount > 0) {
            put(0, 16 - bitCount);
        }
        List<Byte> data = new ArrayList<>();
        for (byte b : out.toByteArray()) {
            data.add(b);
        }
        frames.add(new Frame(List.copyOf(data), size));
        out = new ByteArrayOutputStream();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unchecked access to little-endian fields in an array, for walks; the callers compare with the end of the record first. */
final class RecordBytes {
    /** Given for a numeric leaf whose kind is not known. */
    static final int UNKNOWN = -1;

    /** Given for a numeric leaf that does not fit. */
    static final int CUT = -2;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final int FIRST_NUMERIC = 0x8000;

    private RecordBytes() {}

    static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(i32(bytes, at));
    }

    /** Gives the index of the first NUL in [from, to), or -1. */
    static int nul(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long word = (long) LONG.get(bytes, at);
            long found = (word - ONES) & ~word & TOPS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += 8;
        }
        while (at < to) {
            if (bytes[at] == 0) {
                return at;
            }
            at++;
        }
        return -1;
    }

    /** Gives the bytes that a numeric leaf at {@code at} takes, or {@link #UNKNOWN} or {@link #CUT}. */
    static int numericSize(byte[] bytes, int at, int to) {
        if (to - at < 2) {
            return CUT;
        }
        int leaf = u16(bytes, at);
        if (leaf < FIRST_NUMERIC) {
            return 2;
        }
        int size = Numeric.sizeOf(leaf);
        if (size < 0) {
            size = varyingSize(leaf, bytes, at + 2, to);
            if (size < 0) {
                return size;
            }
        }
        return to - at - 2 < size ? CUT : size + 2;
    }

    private static int varyingSize(int leaf, byte[] bytes, int at, int to) {
        if (leaf == Numeric.VARSTRING) {
            return to - at < 2 ? CUT : 2 + u16(bytes, at);
        }
        if (leaf == Numeric.UTF8_TEXT) {
            int end = nul(bytes, at, to);
            return end < 0 ? CUT : end + 1 - at;
        }
        return UNKNOWN;
    }

    /** Gives the low 64 bits of a numeric leaf that fits, or {@code otherwise} if it is no whole number. */
    static long numericValue(byte[] bytes, int at, long otherwise) {
        int leaf = u16(bytes, at);
        if (leaf < FIRST_NUMERIC) {
            return leaf;
        }
        int data = at + 2;
        return switch (leaf) {
            case 0x8000 -> bytes[data];
            case 0x8001 -> (short) u16(bytes, data);
            case 0x8002 -> u16(bytes, data);
            case 0x8003 -> i32(bytes, data);
            case 0x8004 -> u32(bytes, data);
            case 0x8009, 0x800A, 0x8017, 0x8018 -> (long) LONG.get(bytes, data);
            default -> otherwise;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A table of records of one size, sorted by their first u32 in files that are in order. Fields are read in place. Immutable. */
final class Records {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int recordSize;
    private final int count;

    private Records(byte[] bytes, int recordSize) {
        this.bytes = bytes;
        this.recordSize = recordSize;
        this.count = bytes.length / recordSize;
    }

    /** Takes all whole records that are left in a window. */
    static Records of(ByteCursor in, int recordSize) throws FormatException {
        return new Records(in.bytes(in.remaining() / recordSize * recordSize), recordSize);
    }

    int count() {
        return count;
    }

    long u32(int index, int offset) {
        return Integer.toUnsignedLong((int) INT.get(bytes, at(index) + offset));
    }

    int u16(int index, int offset) {
        return (short) SHORT.get(bytes, at(index) + offset) & 0xFFFF;
    }

    /** Index of the last record whose first field is not greater, or -1. */
    int floor(long key) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (u32(middle, 0) <= key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("record " + index + " of " + count);
        }
        return index * recordSize;
    }
}

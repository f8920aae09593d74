// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of CFDATA: exclusive or of little-endian words; the last one to three bytes count with the first one highest. */
final class Checksum {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Checksum() {}

    /** The sum of a block: of its data, then of the fields between the sum and the data. */
    static int ofBlock(byte[] bytes, int fields, int fieldsLength, int data, int dataLength) {
        return sum(bytes, fields, fieldsLength, sum(bytes, data, dataLength, 0));
    }

    static int sum(byte[] bytes, int at, int length, int seed) {
        int sum = seed;
        int i = at;
        for (int end = at + (length & ~3); i < end; i += 4) {
            sum ^= (int) INT.get(bytes, i);
        }
        int rest = 0;
        for (int end = at + length; i < end; i++) {
            rest = (rest << 8) | (bytes[i] & 0xFF);
        }
        return sum ^ rest;
    }
}

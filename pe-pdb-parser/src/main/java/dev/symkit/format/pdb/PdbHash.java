// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The two hash functions of names in a PDB. Both give an unsigned 32-bit value as an {@code int}; the structure that uses it takes it
 * modulo its number of buckets, with {@link Integer#remainderUnsigned}.
 *
 * <p>Source: microsoft-pdb, {@code PDB/include/misc.h}, {@code LHashPbCb} and {@code HasherV2}; LLVM,
 * {@code lib/DebugInfo/PDB/Native/Hash.cpp}.
 */
public final class PdbHash {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Sets the bit that tells lower from upper case in every byte. */
    private static final int LOWER_CASE = 0x20202020;

    private static final int V2_START = 0xB170A1BF;
    private static final int V2_FACTOR = 1664525;
    private static final int V2_ADDEND = 1013904223;

    private PdbHash() {}

    /**
     * The hash of GSI, PSI, named streams, TPI names and string tables of version 1. Names that differ only in the case of ASCII
     * letters mostly have the same value.
     *
     * @param bytes holds the name
     * @param at index of its first byte
     * @param length its bytes, without NUL
     * @return the value before the modulus, unsigned
     */
    public static int hashV1(byte[] bytes, int at, int length) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        int hash = 0;
        int from = at;
        int end = at + length;
        for (; end - from >= 4; from += 4) {
            hash ^= (int) INT.get(bytes, from);
        }
        if (end - from >= 2) {
            hash ^= (short) SHORT.get(bytes, from) & 0xFFFF;
            from += 2;
        }
        if (end > from) {
            hash ^= bytes[from] & 0xFF;
        }
        hash |= LOWER_CASE;
        hash ^= hash >>> 11;
        return hash ^ hash >>> 16;
    }

    /**
     * The hash of string tables of version 2.
     *
     * @param bytes holds the name
     * @param at index of its first byte
     * @param length its bytes, without NUL
     * @return the value before the modulus, unsigned
     */
    public static int hashV2(byte[] bytes, int at, int length) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        int hash = V2_START;
        int from = at;
        int end = at + length;
        for (; end - from >= 4; from += 4) {
            hash = mix(hash + (int) INT.get(bytes, from));
        }
        for (; from < end; from++) {
            hash = mix(hash + (bytes[from] & 0xFF));
        }
        return hash * V2_FACTOR + V2_ADDEND;
    }

    private static int mix(int hash) {
        int spread = hash + (hash << 10);
        return spread ^ spread >>> 6;
    }
}

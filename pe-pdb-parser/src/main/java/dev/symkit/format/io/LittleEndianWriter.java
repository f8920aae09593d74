// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/** Collects the bytes of a structure, little-endian, in memory. Confined to one thread. */
public final class LittleEndianWriter {
    private static final int FIRST_CAPACITY = 256;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Appends the low 8 bits. */
    public LittleEndianWriter u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Appends the low 16 bits. */
    public LittleEndianWriter u16(int value) {
        return u8(value).u8(value >> 8);
    }

    /** Appends the low 32 bits, which stand for a signed or an unsigned value. */
    public LittleEndianWriter u32(long value) {
        reserve(4);
        put(size, value);
        size += 4;
        return this;
    }

    /** Appends a GUID: its first three parts as numbers, the rest as bytes. */
    public LittleEndianWriter guid(UUID guid) {
        long high = guid.getMostSignificantBits();
        u32(high >>> 32).u16((int) (high >>> 16)).u16((int) high);
        for (int shift = 56; shift >= 0; shift -= 8) {
            u8((int) (guid.getLeastSignificantBits() >>> shift));
        }
        return this;
    }

    /** Appends a part of an array. */
    public LittleEndianWriter bytes(byte[] source, int at, int length) {
        Objects.checkFromIndexSize(at, length, source.length);
        reserve(length);
        System.arraycopy(source, at, bytes, size, length);
        size += length;
        return this;
    }

    /** Appends what another writer has collected. */
    public LittleEndianWriter bytes(LittleEndianWriter other) {
        return bytes(other.bytes, 0, other.size);
    }

    /** Appends a name with a NUL behind it. */
    public LittleEndianWriter nulTerminated(Name name) {
        reserve(name.size() + 1);
        name.copyTo(bytes, size);
        size += name.size();
        return u8(0);
    }

    /** Appends so many zero bytes. */
    public LittleEndianWriter zeros(int count) {
        reserve(count);
        size += count;
        return this;
    }

    /** Appends zero bytes up to a multiple of four. */
    public LittleEndianWriter align() {
        return zeros(-size & 3);
    }

    /**
     * Overwrites four bytes.
     *
     * @param at their offset; they must have been written
     */
    public void setU32(int at, long value) {
        Objects.checkFromIndexSize(at, 4, size);
        put(at, value);
    }

    /** Overwrites two bytes, as {@link #setU32}. */
    public void setU16(int at, int value) {
        Objects.checkFromIndexSize(at, 2, size);
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    /** Forgets all bytes. */
    public void clear() {
        Arrays.fill(bytes, 0, size, (byte) 0); // zeros() counts on it
        size = 0;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes all bytes to a stream. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    private void put(int at, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}

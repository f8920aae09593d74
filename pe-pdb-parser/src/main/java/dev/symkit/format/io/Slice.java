// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes kept as they were read. Equal to another slice with the same content. Immutable. */
public final class Slice {
    /** No bytes. */
    public static final Slice EMPTY = new Slice(new byte[0]);

    private final byte[] bytes;

    private Slice(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Gives a slice with a copy of a part of an array. */
    public static Slice copyOf(byte[] source, int at, int length) {
        return length == 0 ? EMPTY : new Slice(Arrays.copyOfRange(source, at, at + length));
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** One byte, 0 to 255. */
    public int u8(int index) {
        return bytes[index] & 0xFF;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /**
     * Gives a cursor over the bytes.
     *
     * @param origin the place that messages name for the first byte
     */
    public ByteCursor cursor(Origin origin) {
        return new ByteCursor(bytes, 0, bytes.length, origin);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice slice && Arrays.equals(bytes, slice.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}

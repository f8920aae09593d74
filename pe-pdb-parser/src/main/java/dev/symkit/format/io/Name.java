// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name as the file spells it: bytes, which are UTF-8 in all current files and anything in old ones. Names are equal if their bytes
 * are, and ordered as unsigned bytes. Immutable.
 */
public final class Name implements Comparable<Name> {
    /** The name without characters. */
    public static final Name EMPTY = new Name(new byte[0]);

    private final byte[] bytes;

    private Name(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name whose UTF-8 bytes a text has. */
    public static Name of(String text) {
        return new Name(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name that a part of an array holds; the part is copied. */
    public static Name copyOf(byte[] source, int at, int length) {
        return length == 0 ? EMPTY : new Name(Arrays.copyOfRange(source, at, at + length));
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** True if there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A copy of the bytes, without a final NUL. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Copies the bytes into an array. */
    public void copyTo(byte[] into, int at) {
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    /** One byte, unsigned. */
    public int byteAt(int index) {
        return bytes[index] & 0xFF;
    }

    /** Whether a part of an array holds this name. */
    public boolean equalsBytes(byte[] other, int at, int length) {
        return Arrays.equals(bytes, 0, bytes.length, other, at, at + length);
    }

    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The text, with U+FFFD for what is no UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

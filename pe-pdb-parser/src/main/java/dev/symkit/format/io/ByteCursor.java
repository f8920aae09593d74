// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Decodes little-endian fields one after the other from a window of bytes. Every method checks the window's end and throws
 * {@link FormatException} {@code TRUNCATED} with the offset of the field that does not fit; none clamps.
 *
 * <p>Confined to one thread.
 */
public final class ByteCursor {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final Origin origin;
    private int at;

    /**
     * Puts a cursor on a part of an array. The array is not copied.
     *
     * @param bytes holds the window
     * @param at index of the window's first byte
     * @param length bytes in the window
     * @param origin the place of the window's first byte, for messages
     */
    public ByteCursor(byte[] bytes, int at, int length, Origin origin) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        this.bytes = bytes;
        this.start = at;
        this.at = at;
        this.end = at + length;
        this.origin = Objects.requireNonNull(origin, "origin");
    }

    /** Bytes from the start of the window to the next field. */
    public int position() {
        return at - start;
    }

    /** Bytes from the next field to the end of the window. */
    public int remaining() {
        return end - at;
    }

    /** The place of the next field, for messages. */
    public Origin origin() {
        return origin.plus(position());
    }

    /** Reads an unsigned byte. */
    public int u8() throws FormatException {
        return bytes[take(1)] & 0xFF;
    }

    /** Reads an unsigned 16-bit value. */
    public int u16() throws FormatException {
        return (short) SHORT.get(bytes, take(2)) & 0xFFFF;
    }

    /** Reads a signed 32-bit value. */
    public int i32() throws FormatException {
        return (int) INT.get(bytes, take(4));
    }

    /** Reads an unsigned 32-bit value. */
    public long u32() throws FormatException {
        return Integer.toUnsignedLong(i32());
    }

    /** Reads a signed 16-bit value. */
    public int i16() throws FormatException {
        return (short) SHORT.get(bytes, take(2));
    }

    /** Reads a 64-bit value. */
    public long i64() throws FormatException {
        return (long) LONG.get(bytes, take(8));
    }

    /**
     * Reads a GUID of 16 bytes: u32, u16, u16 little-endian, then eight bytes in order. The digits of the result's text form
     * are those that symbol stores use.
     */
    public UUID guid() throws FormatException {
        require(16);
        long data1 = u32();
        long data2 = u16();
        long data3 = u16();
        long data4 = (long) BIG_LONG.get(bytes, take(8));
        return new UUID(data1 << 32 | data2 << 16 | data3, data4);
    }

    /**
     * Reads bytes into an array of their own.
     *
     * @param count number of bytes
     */
    public byte[] bytes(int count) throws FormatException {
        int from = take(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /**
     * Passes over bytes.
     *
     * @param count number of bytes, not negative
     */
    public void skip(long count) throws FormatException {
        if (count < 0) {
            throw error(FormatException.Kind.BAD_VALUE, "negative length " + count);
        }
        require(count);
        at += (int) count;
    }

    /** Passes over padding up to the next multiple of four, counted from the start of the window. */
    public void align4() throws FormatException {
        skip(-position() & 3);
    }

    /**
     * Gives a cursor over the next bytes and passes over them.
     *
     * @param count number of bytes
     */
    public ByteCursor slice(int count) throws FormatException {
        Origin place = origin();
        return new ByteCursor(bytes, take(count), count, place);
    }

    /** Gives a second cursor over the rest of the window. This one does not move. */
    public ByteCursor rest() {
        return new ByteCursor(bytes, at, remaining(), origin());
    }

    /**
     * Gives the number of bytes before the next NUL, or -1 if there is no NUL in the rest of the window. The cursor does not
     * move.
     */
    public int lengthToNul() {
        for (int i = at; i < end; i++) {
            if (bytes[i] == 0) {
                return i - at;
            }
        }
        return -1;
    }

    /** Reads a name that ends with NUL, and passes over the NUL. */
    public Name nulTerminated() throws FormatException {
        int length = lengthToNul();
        if (length < 0) {
            throw error(FormatException.Kind.TRUNCATED, "a name is not ended by NUL");
        }
        Name name = Name.copyOf(bytes, at, length);
        at += length + 1;
        return name;
    }

    /**
     * Reads a name whose length is known.
     *
     * @param length its bytes
     */
    public Name name(int length) throws FormatException {
        return Name.copyOf(bytes, take(length), length);
    }

    /**
     * Reads bytes that are kept as they are.
     *
     * @param count number of bytes
     */
    public Slice raw(int count) throws FormatException {
        return Slice.copyOf(bytes, take(count), count);
    }

    /**
     * Makes an exception that names the place of the next field.
     *
     * @param kind what sort of problem
     * @param problem the problem in words
     */
    public FormatException error(FormatException.Kind kind, String problem) {
        return new FormatException(kind, origin(), problem);
    }

    private int take(int count) throws FormatException {
        require(count);
        int from = at;
        at += count;
        return from;
    }

    private void require(long count) throws FormatException {
        if (count < 0 || count > end - at) {
            throw error(FormatException.Kind.TRUNCATED, count + " bytes are needed here, " + remaining() + " are left");
        }
    }
}

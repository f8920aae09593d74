// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/** Collects little-endian fields into an array. */
public final class LittleEndian {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds one byte. */
    public LittleEndian u8(int value) {
        out.write(value);
        return this;
    }

    /** Adds the low 16 bits. */
    public LittleEndian u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    /** Adds the low 32 bits. */
    public LittleEndian u32(long value) {
        return u16((int) value).u16((int) (value >>> 16));
    }

    /** Adds a GUID in the order that Windows keeps it in memory. */
    public LittleEndian guid(UUID value) {
        long high = value.getMostSignificantBits();
        u32(high >>> 32).u16((int) (high >>> 16)).u16((int) high);
        for (int shift = 56; shift >= 0; shift -= 8) {
            u8((int) (value.getLeastSignificantBits() >>> shift));
        }
        return this;
    }

    /** Adds bytes as they are. */
    public LittleEndian bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /** Adds text in UTF-8 without an end mark. */
    public LittleEndian text(String value) {
        return bytes(value.getBytes(UTF_8));
    }

    /** Adds text in UTF-8 and a NUL. */
    public LittleEndian nulTerminated(String value) {
        return text(value).u8(0);
    }

    /** Adds zeros until the number of bytes is a multiple of {@code unit}. */
    public LittleEndian pad(int unit) {
        while (out.size() % unit != 0) {
            u8(0);
        }
        return this;
    }

    /** Adds zeros until there are {@code size} bytes. */
    public LittleEndian padTo(int size) {
        if (out.size() > size) {
            throw new IllegalStateException("already at " + out.size() + ", past " + size);
        }
        return bytes(new byte[size - out.size()]);
    }

    /** Number of bytes so far. */
    public int size() {
        return out.size();
    }

    /** The bytes so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}

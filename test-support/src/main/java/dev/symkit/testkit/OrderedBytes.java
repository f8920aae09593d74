// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.ByteArrayOutputStream;

/** Collects fields in either byte order and with words of 32 or 64 bits. */
final class OrderedBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean big;
    private final boolean wide;

    OrderedBytes(boolean big, boolean wide) {
        this.big = big;
        this.wide = wide;
    }

    OrderedBytes u16(int value) {
        return number(value, 2);
    }

    OrderedBytes u32(long value) {
        return number(value, 4);
    }

    OrderedBytes word(long value) {
        return number(value, wide ? 8 : 4);
    }

    OrderedBytes bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    OrderedBytes pad(int unit) {
        while (out.size() % unit != 0) {
            out.write(0);
        }
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private OrderedBytes number(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * (big ? bytes - 1 - i : i))));
        }
        return this;
    }
}

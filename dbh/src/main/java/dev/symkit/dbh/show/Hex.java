// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.show;

import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as the shell prints and reads them (dbh.md 1.2 and 1.3). */
public final class Hex {
    private static final int RADIX = 16;
    private static final int HALF = 32;
    private static final int DIGITS = 8;
    private static final int PADDED = 17;

    private Hex() {}

    /** Lower case, no prefix, no leading zeros. */
    public static String of(long value) {
        return Long.toHexString(value);
    }

    /** An address: at least eight columns; a back-quote in front of the lower eight digits of one that has more. */
    public static String address(long value) {
        StringBuilder text = new StringBuilder(PADDED);
        address(text, value);
        return text.toString();
    }

    /** Appends {@link #address(long)}. */
    public static void address(StringBuilder into, long value) {
        long high = value >>> HALF;
        if (high == 0) {
            pad(into, ' ', value);
        } else {
            pad(into, ' ', high);
            into.append('`');
            pad(into, '0', value & 0xFFFFFFFFL);
        }
    }

    /** Appends the same in 17 columns. */
    public static void padded(StringBuilder into, long value) {
        if (value >>> HALF == 0) {
            into.append(" ".repeat(PADDED - DIGITS));
        }
        address(into, value);
    }

    /** Appends a number in at least {@code columns}. */
    public static void columns(StringBuilder into, long value, int columns) {
        String digits = Long.toHexString(value);
        into.append(" ".repeat(Math.max(0, columns - digits.length()))).append(digits);
    }

    /** The number that a user wrote: hexadecimal, perhaps with {@code 0x} in front and back-quotes inside; empty if it is none. */
    public static OptionalLong parse(String text) {
        String digits = text.replace("`", "");
        if (digits.toLowerCase(Locale.ROOT).startsWith("0x")) {
            digits = digits.substring(2);
        }
        if (digits.isEmpty() || digits.length() > 2 * DIGITS || digits.chars().anyMatch(c -> !isDigit(c))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseUnsignedLong(digits, RADIX));
    }

    private static boolean isDigit(int c) {
        return c < 0x80 && Character.digit(c, RADIX) >= 0;
    }

    private static void pad(StringBuilder into, char with, long value) {
        String digits = Long.toHexString(value);
        for (int i = digits.length(); i < DIGITS; i++) {
            into.append(with);
        }
        into.append(digits);
    }
}

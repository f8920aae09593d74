// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Symbol;
import java.util.Locale;

/**
 * Prints string literals in LLVM's style. Only the first bytes of a literal are in its name, and not how wide its characters are; LLVM
 * guesses that from the zeros.
 */
final class LlvmLiteral {
    /** Bytes of a {@code wchar_t} literal that a name holds at most. */
    private static final int WIDE_BYTES = 64;

    private static final int NARROW_BYTES = 32;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private final Text text;

    LlvmLiteral(Text text) {
        this.text = text;
    }

    void print(Symbol.StringLiteral literal) {
        if (literal.wide()) {
            wide(literal);
        } else {
            narrow(literal);
        }
    }

    private void wide(Symbol.StringLiteral literal) {
        long size = literal.size().magnitude();
        boolean cut = Long.compareUnsigned(size, WIDE_BYTES) > 0;
        String bytes = literal.bytes();
        text.append("L\"");
        for (int i = 0; i + 1 < bytes.length(); i += 2) {
            if (size - i != 2 || cut) {
                escaped(((bytes.charAt(i) & 0xFF) << 8) | (bytes.charAt(i + 1) & 0xFF));
            }
        }
        end(cut);
    }

    private void narrow(Symbol.StringLiteral literal) {
        String bytes = literal.bytes();
        boolean cut = Long.compareUnsigned(literal.size().magnitude(), bytes.length()) > 0;
        int width = width(bytes, literal.size().magnitude());
        text.append(width == 1 ? "\"" : width == 2 ? "u\"" : "U\"");
        int count = bytes.length() / width;
        for (int i = 0; i < count; i++) {
            int c = 0;
            for (int j = 0; j < width; j++) {
                c |= (bytes.charAt(i * width + j) & 0xFF) << (8 * j);
            }
            if (i + 1 < count || cut) {
                escaped(c);
            }
        }
        end(cut);
    }

    private void end(boolean cut) {
        text.append('"');
        if (cut) {
            text.append("...");
        }
    }

    private static int width(String bytes, long size) {
        if (size % 2 != 0) {
            return 1;
        }
        int count = bytes.length();
        if (Long.compareUnsigned(size, NARROW_BYTES) < 0) {
            int zeros = 0;
            while (zeros < count && bytes.charAt(count - 1 - zeros) == 0) {
                zeros++;
            }
            if (zeros >= 4 && size % 4 == 0) {
                return 4;
            }
            return zeros >= 2 ? 2 : 1;
        }
        int zeros = 0;
        for (int i = 0; i < count; i++) {
            zeros += bytes.charAt(i) == 0 ? 1 : 0;
        }
        if (zeros >= 2 * count / 3 && size % 4 == 0) {
            return 4;
        }
        return zeros >= count / 3 ? 2 : 1;
    }

    private void escaped(int c) {
        int known = "\'\"\\\u0007\b\f\n\r\t\u000B\0".indexOf(c);
        if (known >= 0) {
            text.append('\\');
            text.append("'\"\\abfnrtv0".charAt(known));
        } else if (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) {
            text.append((char) c);
        } else {
            String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
            text.append("\\x");
            text.append(digits.length() % 2 == 0 ? "" : "0");
            text.append(digits);
        }
    }
}

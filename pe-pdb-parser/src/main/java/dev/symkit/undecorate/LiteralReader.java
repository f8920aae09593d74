// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;

/**
 * Reads the name of a string literal behind {@code ??_C}: {@code @_}, {@code 0} or {@code 1} for {@code wchar_t}, its size, a checksum
 * up to {@code @}, its first bytes up to {@code @}.
 *
 * <p>A byte is a character as it is; or {@code ?} and a digit, a letter, or {@code $} with two digits {@code A} to {@code P}.
 */
final class LiteralReader {
    private static final String DIGITS = ",/\\:. \n\t'-";
    private static final int UPPER_BIT = 0x80;

    private final Input in;

    LiteralReader(Input in) {
        this.in = in;
    }

    Symbol literal() throws Malformed {
        in.expect('@');
        in.expect('_');
        char kind = in.next();
        if (kind != '0' && kind != '1') {
            throw new Malformed();
        }
        boolean wide = kind == '1';
        SignedNumber size = in.number();
        if (size.negative() || Long.compareUnsigned(size.magnitude(), wide ? 2 : 1) < 0) {
            throw new Malformed();
        }
        for (char c = in.next(); c != '@'; c = in.next()) {
            // the checksum
        }
        StringBuilder bytes = new StringBuilder();
        if (in.atEnd()) {
            throw new Malformed();
        }
        while (!in.take('@')) {
            bytes.append(literalByte());
        }
        if (wide && bytes.length() % 2 != 0) {
            throw new Malformed();
        }
        return new Symbol.StringLiteral(wide, size, bytes.toString());
    }

    private char literalByte() throws Malformed {
        char c = in.next();
        if (c != '?') {
            return c;
        }
        c = in.next();
        if (c == '$') {
            char high = in.next();
            char low = in.next();
            if (!Input.isHex(high) || !Input.isHex(low)) {
                throw new Malformed();
            }
            return (char) (((high - 'A') << 4) | (low - 'A'));
        }
        if (Input.isDigit(c)) {
            return DIGITS.charAt(c - '0');
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return (char) (c | UPPER_BIT);
        }
        throw new Malformed();
    }
}

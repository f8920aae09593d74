// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Based;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.QualifiedName;

/**
 * Reads what stands between a pointer and its target, a storage class, or the qualifiers of {@code this}.
 *
 * <p>The code after the letters: {@code A} to {@code D} and {@code J} to {@code L} qualifiers, {@code M} to {@code P} the same based,
 * {@code Q} to {@code Z}, {@code 0} and {@code 1} the same of a member, {@code 2} to {@code 5} both, {@code 6} to {@code 9} and
 * {@code _A} to {@code _D} functions.
 */
final class ModifierReader {
    /** Per character from {@code 0} to {@code Z}: qualifiers in the lowest bits, then the flags; -1 for no code. */
    private static final int[] CODES = new int['Z' - '0' + 1];

    private static final int CONST = 1;
    private static final int VOLATILE = 2;
    private static final int MEMBER = 4;
    private static final int BASED = 8;
    private static final int FUNCTION = 16;

    static {
        java.util.Arrays.fill(CODES, -1);
        fill("ABCD", 0);
        fill("-JKL", 0);
        fill("MNOP", BASED);
        fill("QRST", MEMBER);
        fill("UVWX", MEMBER);
        fill("YZ01", MEMBER);
        fill("2345", MEMBER | BASED);
        fill("6", FUNCTION);
        fill("7", FUNCTION);
        fill("8", FUNCTION | MEMBER);
        fill("9", FUNCTION | MEMBER);
    }

    private final Reading reading;
    private final Input in;

    /** Qualifiers of {@code this} that the last pointer to a member function had. */
    private Modifiers self = Modifiers.NONE;

    ModifierReader(Reading reading) {
        this.reading = reading;
        this.in = reading.in;
    }

    private static void fill(String codes, int flags) {
        for (int i = 0; i < codes.length(); i++) {
            if (codes.charAt(i) != '-') {
                CODES[codes.charAt(i) - '0'] = flags | i;
            }
        }
    }

    /** Modifiers of a target; they are complete. */
    Modifiers target() throws Malformed {
        Modifiers result = read(false);
        if (!result.complete()) {
            throw new Malformed();
        }
        return result;
    }

    /** Qualifiers of {@code this} after the last {@link #target()} that was a member function, else none. */
    Modifiers self() {
        return self;
    }

    /** Qualifiers of {@code this}. */
    Modifiers ofThis() throws Malformed {
        Modifiers result = read(true);
        if (!result.complete() || result.function()) {
            throw new Malformed();
        }
        return result;
    }

    /** A storage class, which the end of the name may cut off. */
    Modifiers storage() throws Malformed {
        Modifiers result = read(false);
        if (result.function()) {
            throw new Malformed();
        }
        return result;
    }

    private Modifiers read(boolean ofThis) throws Malformed {
        int start = in.place();
        StringBuilder managed = null;
        int rank = 0;
        for (char c = in.peek(); c == '$' || isLetter(c, ofThis); c = in.peek()) {
            if (c == '$' && managed == null) {
                managed = new StringBuilder(in.since(start));
            }
            in.skip(1);
            if (c == '$') {
                char code = in.next();
                rank = Input.isDigit(code) ? (code - '0') * 16 + in.next() - '0' : rank;
                c = managedLetter(code);
            }
            if (managed != null) {
                managed.append(c);
            }
        }
        String letters = managed == null ? since(start) : managed.toString();
        if (in.atEnd()) {
            return new Modifiers(letters, rank, false, false, false, QualifiedName.EMPTY, Based.NONE, false);
        }
        int code = code();
        boolean isConst = (code & CONST) != 0;
        boolean isVolatile = (code & VOLATILE) != 0;
        if ((code & (MEMBER | BASED | FUNCTION)) == 0) {
            return managed == null
                    ? Modifiers.data(letters, isConst, isVolatile)
                    : new Modifiers(letters, rank, isConst, isVolatile, false, QualifiedName.EMPTY, Based.NONE, true);
        }
        boolean function = (code & FUNCTION) != 0;
        QualifiedName memberOf = (code & MEMBER) != 0 ? reading.names.typeName() : QualifiedName.EMPTY;
        Modifiers selfOfThis = function && (code & MEMBER) != 0 ? ofThis() : Modifiers.NONE;
        Based based = (code & BASED) != 0 ? based() : Based.NONE;
        self = selfOfThis;
        return new Modifiers(
                letters, rank, isConst && !function, isVolatile && !function, function, memberOf, based, true);
    }

    /** The letters from there on; the usual ones cost nothing. */
    private String since(int start) {
        int length = in.place() - start;
        if (length == 0) {
            return "";
        }
        return length == 1 && in.peek(-1) == 'E' ? "E" : in.since(start);
    }

    private static boolean isLetter(char c, boolean ofThis) {
        return c == 'E' || c == 'F' || c == 'I' || (ofThis && (c == 'G' || c == 'H'));
    }

    private static char managedLetter(char code) throws Malformed {
        if (Input.isDigit(code)) {
            return 'r';
        }
        return switch (code) {
            case 'A' -> 'a';
            case 'B' -> 'b';
            case 'C' -> 'c';
            default -> throw new Malformed();
        };
    }

    private int code() throws Malformed {
        char c = in.next();
        if (c == '_') {
            return switch (in.next()) {
                case 'A', 'B' -> FUNCTION | BASED;
                case 'C', 'D' -> FUNCTION | BASED | MEMBER;
                default -> throw new Malformed();
            };
        }
        if (c < '0' || c > 'Z' || CODES[c - '0'] < 0) {
            throw new Malformed();
        }
        return CODES[c - '0'];
    }

    /** The base of a based type. */
    Based based() throws Malformed {
        return switch (in.next()) {
            case '0' -> new Based(Based.Kind.VOID, QualifiedName.EMPTY);
            case '2' -> new Based(Based.Kind.NAME, reading.names.typeName());
            case '5' -> new Based(Based.Kind.BASED_POINTER, QualifiedName.EMPTY);
            default -> new Based(Based.Kind.OTHER, QualifiedName.EMPTY);
        };
    }
}

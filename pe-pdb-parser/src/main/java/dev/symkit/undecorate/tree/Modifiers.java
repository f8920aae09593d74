// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/**
 * What stands between the letter of a pointer and the type it points to; also the storage class of a variable and the qualifiers of
 * {@code this}. Order matters to Microsoft's printer, so the letters are kept as they are.
 *
 * @param letters in order, {@code E} {@code __ptr64}, {@code F} {@code __unaligned}, {@code I} {@code __restrict}, {@code G} lvalue and
 *     {@code H} rvalue reference of {@code this}; {@code $A} handle, {@code $B} pinned, {@code $C} tracking reference, {@code $} and two
 *     characters for the rank of a {@code cli::array}
 * @param isConst the target is {@code const}
 * @param isVolatile the target is {@code volatile}
 * @param function the target is a function
 * @param memberOf class of a pointer to member, else empty
 * @param based based part
 * @param complete false if the name ended here
 */
public record Modifiers(
        String letters,
        boolean isConst,
        boolean isVolatile,
        boolean function,
        QualifiedName memberOf,
        Based based,
        boolean complete) {
    private static final int CONST = 1;
    private static final int VOLATILE = 2;
    private static final Modifiers[] PLAIN = plain("");
    private static final Modifiers[] PLAIN_64 = plain("E");

    /** No modifier at all. */
    public static final Modifiers NONE = PLAIN[0];

    /** Modifiers that are not about functions, members or bases. */
    public static Modifiers data(String letters, boolean isConst, boolean isVolatile) {
        int index = (isConst ? CONST : 0) | (isVolatile ? VOLATILE : 0);
        if (letters.isEmpty()) {
            return PLAIN[index];
        }
        return letters.equals("E") ? PLAIN_64[index] : make(letters, isConst, isVolatile);
    }

    /** Whether one of the letters is there. */
    public boolean has(char letter) {
        for (int i = 0; i < letters.length(); i++) {
            char at = letters.charAt(i);
            if (at == '$') {
                i += isRank(i) ? 2 : 1;
            } else if (at == letter) {
                return true;
            }
        }
        return false;
    }

    /** Whether the managed modifier {@code $A}, {@code $B} or {@code $C} is there. */
    public boolean managed(char letter) {
        for (int i = letters.indexOf('$'); i >= 0; i = letters.indexOf('$', i + 1)) {
            if (letters.charAt(i + 1) == letter && !isRank(i)) {
                return true;
            }
        }
        return false;
    }

    /** Rank of the {@code cli::array}; 0 if it is none. The second character counts from {@code 0}, whatever it is. */
    public int rank() {
        int rank = 0;
        for (int i = letters.indexOf('$'); i >= 0; i = letters.indexOf('$', i + 1)) {
            if (isRank(i)) {
                rank = (letters.charAt(i + 1) - '0') * 16 + letters.charAt(i + 2) - '0';
            }
        }
        return rank;
    }

    /** Whether it makes a {@code cli::array} of its target. */
    public boolean isManagedArray() {
        for (int i = letters.indexOf('$'); i >= 0; i = letters.indexOf('$', i + 1)) {
            if (isRank(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing is there. */
    public boolean isNone() {
        return letters.isEmpty()
                && !isConst
                && !isVolatile
                && !function
                && complete
                && based.kind() == Based.Kind.NONE
                && memberOf.isEmpty();
    }

    /** Whether it is a pointer to a member. */
    public boolean isMember() {
        return !memberOf.isEmpty();
    }

    private boolean isRank(int dollar) {
        char next = letters.charAt(dollar + 1);
        return next >= '0' && next <= '9';
    }

    private static Modifiers[] plain(String letters) {
        return new Modifiers[] {
            make(letters, false, false),
            make(letters, true, false),
            make(letters, false, true),
            make(letters, true, true)
        };
    }

    private static Modifiers make(String letters, boolean isConst, boolean isVolatile) {
        return new Modifiers(letters, isConst, isVolatile, false, QualifiedName.EMPTY, Based.NONE, true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/**
 * What stands between the letter of a pointer and the type it points to; also the storage class of a variable and the qualifiers of
 * {@code this}. Order matters to Microsoft's printer, so the letters are kept as they are.
 *
 * @param letters in order, {@code E} {@code __ptr64}, {@code F} {@code __unaligned}, {@code I} {@code __restrict}, {@code G} lvalue and
 *     {@code H} rvalue reference of {@code this}; for managed code {@code a} handle ({@code $A} in the name), {@code b} pinned
 *     ({@code $B}), {@code c} tracking reference ({@code $C}), {@code r} the rank of a {@code cli::array} ({@code $} and two characters)
 * @param rank the last rank; 0 if there is none
 * @param isConst the target is {@code const}
 * @param isVolatile the target is {@code volatile}
 * @param function the target is a function
 * @param memberOf class of a pointer to member, else empty
 * @param based based part
 * @param complete false if the name ended here
 */
public record Modifiers(
        String letters,
        int rank,
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
        return letters.indexOf(letter) >= 0;
    }

    /** Whether it makes a {@code cli::array} of its target. */
    public boolean isManagedArray() {
        return has('r');
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

    private static Modifiers[] plain(String letters) {
        return new Modifiers[] {
            make(letters, false, false),
            make(letters, true, false),
            make(letters, false, true),
            make(letters, true, true)
        };
    }

    private static Modifiers make(String letters, boolean isConst, boolean isVolatile) {
        return new Modifiers(letters, 0, isConst, isVolatile, false, QualifiedName.EMPTY, Based.NONE, true);
    }
}

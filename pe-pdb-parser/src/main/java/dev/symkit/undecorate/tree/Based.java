// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/**
 * The {@code __based} part of a modifier.
 *
 * @param kind what it is based on
 * @param name the pointer it is based on, if {@link Kind#NAME}; else empty
 */
public record Based(Kind kind, QualifiedName name) {
    /** Not based at all. */
    public static final Based NONE = new Based(Kind.NONE, QualifiedName.EMPTY);

    /** Codes {@code 0}, {@code 2}, {@code 5} and all others. */
    public enum Kind {
        NONE,
        VOID,
        NAME,
        /** Based on a based pointer; Microsoft's printer loses the declarator that this belongs to. */
        BASED_POINTER,
        /** Anything else, printed with empty parentheses. */
        OTHER
    }

    /** Whether the declarator is lost. */
    public boolean losesDeclarator() {
        return kind == Kind.BASED_POINTER;
    }
}

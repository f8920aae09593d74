// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/**
 * What a function says about exceptions.
 *
 * @param kind form of the statement
 * @param types types of {@link Kind#LIST}
 */
public record Exceptions(Kind kind, List<Type> types) {
    /** Nothing is said. */
    public static final Exceptions NONE = new Exceptions(Kind.NONE, List.of());

    /** {@code noexcept}. */
    public static final Exceptions NOEXCEPT = new Exceptions(Kind.NOEXCEPT, List.of());

    /** Forms. */
    public enum Kind {
        NONE,
        NOEXCEPT,
        LIST
    }

    /** Takes a copy of the types. */
    public Exceptions {
        types = List.copyOf(types);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/**
 * A name and the scopes it is in.
 *
 * @param name the innermost part
 * @param scopes the scopes, innermost first, as they stand in the decorated name
 */
public record QualifiedName(NamePart name, List<NamePart> scopes) {
    /** Stands for no name. */
    public static final QualifiedName EMPTY = new QualifiedName(new NamePart.Identifier(""), List.of());

    /** Takes a copy of the scopes. */
    public QualifiedName {
        scopes = List.copyOf(scopes);
    }

    /** Whether there is no name. */
    public boolean isEmpty() {
        return name instanceof NamePart.Identifier identifier
                && identifier.text().isEmpty();
    }
}

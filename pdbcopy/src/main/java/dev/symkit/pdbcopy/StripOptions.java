// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.Name;
import java.util.List;
import java.util.Set;

/**
 * How a PDB is stripped.
 *
 * @param filter what {@code names} says about publics
 * @param names whole decorated names
 * @param keepNext with {@link Filter#KEEP}: whether the public behind each named one stays too
 * @param localProcedures whether static functions keep their names
 * @param keepSourceServer whether the {@code srcsrv} stream is copied
 * @param keepSourceLink whether the {@code sourcelink} streams are copied
 * @param redactions how paths of modules and object files are shortened
 */
public record StripOptions(
        Filter filter,
        Set<Name> names,
        boolean keepNext,
        boolean localProcedures,
        boolean keepSourceServer,
        boolean keepSourceLink,
        List<PathRedaction> redactions) {
    /** Everything that Microsoft's own strip keeps. */
    public static final StripOptions DEFAULT =
            new StripOptions(Filter.NONE, Set.of(), false, true, false, false, List.of());

    /** What names of publics mean. */
    public enum Filter {
        /** There are none: all publics stay. */
        NONE,
        /** The named publics go ({@code -f}). */
        DROP,
        /** Only the named publics stay ({@code -F}). */
        KEEP
    }

    /** Copies the collections. */
    public StripOptions {
        names = Set.copyOf(names);
        redactions = List.copyOf(redactions);
    }

    boolean keeps(Name name) {
        return switch (filter) {
            case NONE -> true;
            case DROP -> !names.contains(name);
            case KEEP -> names.contains(name);
        };
    }

    Name redacted(Name path) {
        Name result = path;
        for (PathRedaction redaction : redactions) {
            result = redaction.apply(result);
        }
        return result;
    }
}

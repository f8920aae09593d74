// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.key.SymbolClass;
import java.util.List;
import java.util.Optional;

/**
 * Which files are added, and under which keys.
 *
 * @param ssqp whether files of other systems are added too, and all keys are written as SSQP clients ask for them ({@code --ssqp})
 * @param lowerCase whether the latter is so without {@code --ssqp} ({@code --lower-case})
 * @param portable the keys of portable PDBs ({@code --portable-key})
 * @param strict whether images that hold only resources are no known type, as in the original ({@code --strict-compat})
 * @param only {@code PUB} or {@code PRI} if other PDBs are left out ({@code /z})
 */
public record KeyRules(
        boolean ssqp, boolean lowerCase, PortableKey portable, boolean strict, Optional<SymbolClass> only) {

    /** All files that SymStore knows, under the keys it gives them. */
    public static final KeyRules PLAIN = new KeyRules(false, false, PortableKey.BOTH, false, Optional.empty());

    /** Rules of which {@code only} is given as a word, {@code PUB} or {@code PRI}. */
    public static KeyRules of(
            boolean ssqp, boolean lowerCase, PortableKey portable, boolean strict, Optional<String> only) {
        return new KeyRules(ssqp, lowerCase, portable, strict, only.map(AddChoices::symbolClass));
    }

    /** The keys of portable PDBs. */
    public enum PortableKey {
        /** GUID and {@code FFFFFFFF}. */
        SSQP,
        /** GUID and 1. */
        CLASSIC,
        /** Both. */
        BOTH;

        /** Those of the two indexes that are wanted; the one of SSQP comes first. */
        List<String> of(List<String> indexes) {
            return switch (this) {
                case SSQP -> indexes.subList(0, 1);
                case CLASSIC -> indexes.subList(1, 2);
                case BOTH -> indexes;
            };
        }
    }

    /** Whether keys are written as SSQP clients ask for them. */
    boolean ssqpCasing() {
        return ssqp || lowerCase;
    }

    /** Whether a file of a class is left out; only PDBs are, and those with types only count as private. */
    boolean excludes(SymbolClass symbolClass) {
        return switch (symbolClass) {
            case BIN, DBG -> false;
            case PUB -> only.equals(Optional.of(SymbolClass.PRI));
            case PRI, TYP -> only.equals(Optional.of(SymbolClass.PUB));
        };
    }
}

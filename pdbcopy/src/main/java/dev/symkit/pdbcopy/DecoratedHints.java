// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.io.Name;
import dev.symkit.undecorate.UndecorateFlags;
import dev.symkit.undecorate.Undecorator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a user may have meant by a name that no public has: the one public that has it once undecorated (pdb-strip-semantics.md 8a). */
final class DecoratedHints {
    private static final List<Undecorator> FORMS = List.of(
            Undecorator.microsoft(UndecorateFlags.UNDNAME_COMPLETE),
            Undecorator.microsoft(UndecorateFlags.UNDNAME_NAME_ONLY));

    private DecoratedHints() {}

    /**
     * The decorated names, by those that were not found. A name that more publics have once undecorated, overloads of a function for
     * example, has no hint: nothing is guessed.
     *
     * @param missing the names that no public has
     * @param all the publics
     */
    static Map<String, String> of(List<Name> missing, List<PublicSymbol> all) {
        Set<String> wanted = new HashSet<>();
        missing.forEach(name -> wanted.add(name.toString()));
        Map<String, Set<String>> meant = new HashMap<>();
        if (!wanted.isEmpty()) {
            for (PublicSymbol each : all) {
                String name = each.name().toString();
                for (Undecorator form : FORMS) {
                    form.tryUndecorate(name)
                            .filter(wanted::contains)
                            .ifPresent(plain -> meant.computeIfAbsent(plain, key -> new HashSet<>())
                                    .add(name));
                }
            }
        }
        Map<String, String> hints = new TreeMap<>();
        meant.forEach((plain, decorated) -> {
            if (decorated.size() == 1) {
                hints.put(plain, decorated.iterator().next());
            }
        });
        return hints;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a strip kept and what it removed.
 *
 * @param publicsKept number of publics that stay
 * @param publicsRemoved number of publics that a filter took out
 * @param keptAsNext names of publics that stay because they follow one that was named
 * @param withoutNext names of kept publics behind which one was removed
 * @param notFound names given that no public has
 * @param hints for some of these, the decorated name that may be meant: the only public that has the name once undecorated
 * @param staticFunctions names of static functions that stay visible
 * @param functions names of other functions that stay in modules
 * @param modules number of modules
 * @param paths distinct module and object paths that stay visible, sorted
 * @param streamsKept names of the named streams of the result
 * @param streamsRemoved names of the named streams that are gone
 * @param typesRemoved the types that are gone
 * @param warnings what is worth saying, one sentence each
 */
public record StripReport(
        long publicsKept,
        long publicsRemoved,
        List<String> keptAsNext,
        List<String> withoutNext,
        List<String> notFound,
        Map<String, String> hints,
        List<String> staticFunctions,
        List<String> functions,
        int modules,
        List<String> paths,
        List<String> streamsKept,
        List<String> streamsRemoved,
        TypeCount typesRemoved,
        List<String> warnings) {
    private static final int MANAGED = 0xC0EE;

    /** Copies the map. */
    public StripReport {
        hints = Map.copyOf(hints);
    }

    /** Collects while a PDB is stripped. */
    static final class Builder {
        private final List<String> staticFunctions = new ArrayList<>();
        private final List<String> functions = new ArrayList<>();
        private final TreeSet<Name> paths = new TreeSet<>();

        void keptFunction(Name name, boolean local) {
            (local ? staticFunctions : functions).add(name.toString());
        }

        Builder path(Name path) {
            if (!path.isEmpty()) {
                paths.add(path);
            }
            return this;
        }

        StripReport build(PdbFile source, PublicSelection selection, List<NamedStreams.Entry> names)
                throws IOException {
            List<Name> kept = names.stream().map(NamedStreams.Entry::name).toList();
            TypeCount types = TypeCount.of(source);
            return new StripReport(
                    selection.kept().size(),
                    selection.removedCount(),
                    texts(selection.keptAsNext().stream()
                            .map(PublicSymbol::name)
                            .toList()),
                    texts(selection.withoutNext()),
                    texts(selection.notFound()),
                    selection.hints(),
                    List.copyOf(staticFunctions),
                    List.copyOf(functions),
                    source.moduleCount(),
                    texts(List.copyOf(paths)),
                    texts(kept),
                    texts(source.info().names().entries().stream()
                            .map(NamedStreams.Entry::name)
                            .filter(name -> !kept.contains(name))
                            .toList()),
                    types,
                    warnings(source, types));
        }

        private static List<String> warnings(PdbFile source, TypeCount types) throws IOException {
            List<String> warnings = new ArrayList<>();
            var fields = source.dbi().orElseThrow().fields();
            if (fields.isStripped() && types.count() > 0) {
                warnings.add("types removed: the PDB was stripped already, but had " + types.count() + " types");
            }
            if (source.info().features().isMini()) {
                warnings.add("made with /DEBUG:FASTLINK: the names of static functions are not in it");
            }
            if (fields.machine() == MANAGED) {
                warnings.add("managed PDB: no public symbols");
            }
            return List.copyOf(warnings);
        }

        private static List<String> texts(List<Name> names) {
            return names.stream().map(Name::toString).toList();
        }
    }
}

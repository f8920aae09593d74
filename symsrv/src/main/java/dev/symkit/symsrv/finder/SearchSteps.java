// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.path.PathElement;
import dev.symkit.path.SymbolPath;
import dev.symkit.symsrv.client.SearchStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The places for one file of a module.
 *
 * @param module it
 * @param wanted which file
 * @param symbols the path for symbols
 * @param images the path for images
 */
record SearchSteps(SymbolModule module, Wanted wanted, SymbolPath symbols, SymbolPath images) {
    private static final Pattern ROOTED = Pattern.compile("[A-Za-z]:[\\\\/].*|[\\\\/].*", Pattern.DOTALL);

    /** The steps for some places. */
    List<SearchStep> in(List<SearchPlace> places) {
        Set<SearchStep> steps = new LinkedHashSet<>(); // the PDB may be recorded where the image is
        for (SearchPlace place : places) {
            steps.addAll(
                    switch (place) {
                        case SYMBOL_PATH -> List.of(new SearchStep.Along(wanted == Wanted.IMAGE ? images : symbols));
                        case IMAGE_DIRECTORY -> directory(module.image());
                        case CODEVIEW_PATH -> recorded();
                        case WORKING_DIRECTORY -> here();
                    });
        }
        return List.copyOf(steps);
    }

    /** The same without stores: a file without key is in none. */
    List<SearchStep> withoutStores(List<SearchPlace> places) {
        return new SearchSteps(module, wanted, plain(symbols), plain(images)).in(places);
    }

    private static SymbolPath plain(SymbolPath path) {
        List<PathElement> elements = path.elements().stream()
                .filter(PathElement.Plain.class::isInstance)
                .toList();
        return new SymbolPath(elements, List.of());
    }

    private List<SearchStep> recorded() {
        Optional<String> path = wanted == Wanted.PDB ? module.pdb().map(pdb -> pdb.path()) : Optional.empty();
        return path.map(SearchSteps::directory).orElse(List.of());
    }

    private List<SearchStep> here() {
        List<SearchStep> steps = new ArrayList<>(List.of(new SearchStep.In(".")));
        if (!module.extension().isEmpty()) {
            steps.add(new SearchStep.In("../" + module.extension()));
        }
        return steps;
    }

    /** The directory of a path; none for one that does not say where it starts. */
    private static List<SearchStep> directory(String path) {
        if (!ROOTED.matcher(path).matches()) {
            return List.of();
        }
        int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        boolean isRoot = end == 0 || path.charAt(end - 1) == ':';
        return List.of(new SearchStep.In(path.substring(0, isRoot ? end + 1 : end)));
    }
}

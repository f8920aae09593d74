// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.symchk.files.Exclusions;
import dev.symkit.symchk.manifest.ManifestFetch;
import dev.symkit.symchk.manifest.ManifestFile;
import dev.symkit.symchk.manifest.ManifestImages;
import dev.symkit.symchk.manifest.ManifestLine;
import dev.symkit.symchk.report.FlatTree;
import dev.symkit.symchk.report.PassList;
import dev.symkit.symchk.report.SymbolTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells what comes of the lines of a manifest, and puts the files where {@code /oc} and {@code /ol} want them. Confined to one thread.
 *
 * <p>Our choice: the lists of {@code /ea} and {@code /ee} hold names as the lines have them. A symbol file goes to the directory of the
 * extension of its image if the manifest names one image of the same name, else into the root of the tree, where debuggers look too.
 */
final class FetchRun {
    private final Teller teller;
    private final Exclusions forgiven;
    private final Optional<FlatTree> tree;
    private final boolean withImages;
    private final List<ManifestFile.Entry> entries;
    private final ManifestImages images;
    private final List<String> passed = new ArrayList<>();

    /**
     * @param all the lines of the manifest
     * @param skipped those not to be fetched
     * @param forgiven those whose failures are neither told nor counted
     * @param tree where files are copied
     */
    FetchRun(
            List<ManifestFile.Entry> all,
            Exclusions skipped,
            Exclusions forgiven,
            Optional<SymbolTree> tree,
            Teller teller) {
        this.teller = teller;
        this.forgiven = forgiven;
        this.tree = tree.map(SymbolTree::tree);
        this.withImages = tree.isPresent() && tree.get().images() != SymbolTree.Images.NONE;
        this.images = new ManifestImages(all);
        this.entries = all.stream().filter(entry -> !named(skipped, entry)).toList();
    }

    private static boolean named(Exclusions list, ManifestFile.Entry entry) {
        return entry.line().filter(line -> list.hold(line.name())).isPresent();
    }

    /** What is fetched. */
    List<ManifestFile.Entry> entries() {
        return entries;
    }

    /** A line is done. */
    void accept(ManifestFetch.Outcome outcome) throws IOException {
        teller.tell(outcome, named(forgiven, outcome.entry()));
        if (outcome.entry().line().isPresent() && outcome.file().path().isPresent()) {
            keep(outcome.entry().line().get(), outcome.file().path().get());
        }
    }

    private void keep(ManifestLine line, Path file) throws IOException {
        String path = file.toString();
        ManifestLine.Kind kind = line.kind();
        passed.add(
                switch (kind) {
                    case IMAGE -> PassList.line(path, "", "");
                    case PDB -> PassList.line("", path, "");
                    case DBG -> PassList.line("", "", path);
                });
        if (tree.isPresent() && (withImages || kind != ManifestLine.Kind.IMAGE)) {
            tree.get().put(file, line.name(), images.imageOf(line));
        }
    }

    /** The lines of {@code /ol} for what was fetched. */
    List<String> passed() {
        return List.copyOf(passed);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.symstore.Shares;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The options of the verbs that look at files: which ones. */
final class FileOptions {
    @Option(names = "-r")
    boolean recurse;

    @Option(names = "-f")
    List<String> files = new ArrayList<>();

    @Option(names = "--exclude")
    List<String> excludes = new ArrayList<>();

    /**
     * The files, to be looked at.
     *
     * @param recorded from the absolute path of a file to the path that is recorded
     * @param localAllowed whether paths that are not on a share will do
     */
    SelectedFiles selected(Shares shares, KeyRules rules, UnaryOperator<String> recorded, boolean localAllowed) {
        Selection selection = new Selection(files, excludes, recurse, shares);
        return new SelectedFiles(selection, rules, recorded, localAllowed, temporary());
    }

    /** The values of {@code /f} that are paths, not lists of paths. */
    List<String> named() {
        return files.stream().filter(file -> !file.startsWith("@")).toList();
    }

    /** Where the content of compressed files is put while it is looked at. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }
}

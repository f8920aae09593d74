// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.symstore.Selection;
import dev.symkit.symstore.Shares;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the verbs that look at files: which ones. */
final class FileOptions {
    @Option(names = "-r")
    boolean recurse;

    @Option(names = "-f")
    List<String> files = new ArrayList<>();

    @Option(names = "--exclude")
    List<String> excludes = new ArrayList<>();

    Selection selection(Shares shares) {
        return new Selection(files, excludes, recurse, shares.map());
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

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.UsageException;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.report.LineStyle;
import dev.symkit.symchk.report.SymbolTree;
import dev.symkit.symchk.report.Tally;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is told, and what is written. */
final class OutputOptions {
    @Option(names = "-v")
    boolean[] verbose = {};

    @Option(names = "-q")
    boolean quiet;

    @Option(names = "-ob")
    boolean fullBinaries;

    @Option(names = "-os")
    boolean fullSymbols;

    @Option(names = "-ov")
    boolean versions;

    @Option(names = "-od")
    boolean details;

    @Option(names = "-oe")
    boolean errors;

    @Option(names = "-oi")
    boolean ignored;

    @Option(names = "-op")
    boolean passed;

    @Option(names = "-ot")
    boolean totals;

    @Option(names = "-oc")
    @Nullable
    String tree;

    @Option(names = "-ocx")
    @Nullable
    String treeWithImages;

    @Option(names = "-ocxa")
    @Nullable
    String treeWithAllImages;

    @Option(names = "-ol")
    @Nullable
    String passList;

    @Option(names = "-om")
    @Nullable
    String newManifest;

    @Option(names = "--manifest-images")
    boolean manifestImages;

    @Option(names = "--images")
    boolean images;

    @Option(names = "--json")
    boolean json;

    @Option(names = "-" + ChkSpelling.JSON_FILE)
    @Nullable
    String jsonFile;

    @Option(names = "--signature")
    boolean signature;

    @Option(names = "--checksum")
    boolean checksum;

    @Option(names = "--progress")
    boolean progress;

    @Option(names = "--fail-on")
    Tally.FailOn failOn = Tally.FailOn.ANY;

    @Option(names = "--summary-by")
    @Nullable
    String summaryBy;

    /** Refuses a summary by anything else. */
    void check() throws UsageException {
        if (summaryBy != null && !summaryBy.equals("reason")) {
            throw UsageException.rule("--summary-by takes 'reason'");
        }
    }

    LineStyle style() {
        return new LineStyle(fullBinaries, fullSymbols, versions);
    }

    /** The directory of the symbol tree. */
    Optional<String> tree() {
        return Optional.ofNullable(treeWithAllImages)
                .or(() -> Optional.ofNullable(treeWithImages))
                .or(() -> Optional.ofNullable(tree));
    }

    /** Which binaries go into the tree. */
    SymbolTree.Images treeImages() {
        return treeWithAllImages != null
                ? SymbolTree.Images.ALL
                : treeWithImages != null ? SymbolTree.Images.PASSED : SymbolTree.Images.NONE;
    }

    /** Whether there is a block for each file. */
    boolean isVerbose() {
        return verbose.length > 0;
    }

    /** Whether the blocks tell of HTTP requests as a whole. */
    boolean tracesHttp() {
        return verbose.length > 1;
    }

    /** Whether files that end so are listed. */
    boolean tells(Status status) {
        return switch (status) {
            case FAILED, ERROR -> !quiet || errors || details;
            case PASSED -> passed || details;
            case IGNORED -> ignored || details;
        };
    }

    boolean tellsTotals() {
        return !quiet || totals;
    }

    /** Whether there may be a progress bar on a terminal. */
    boolean showsProgress() {
        return progress || (!quiet && !isVerbose() && !json);
    }
}

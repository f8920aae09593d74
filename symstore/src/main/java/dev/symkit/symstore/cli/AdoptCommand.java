// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.AdoptTree;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore adopt}. */
@Command(name = "adopt")
final class AdoptCommand implements Callable<Integer> {
    private static final int MAX_TEXT = 1024;

    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "-t")
    @Nullable
    String product;

    @Option(names = "-v")
    @Nullable
    String version;

    @Option(names = "-c")
    @Nullable
    String comment;

    @Option(names = "--no-check")
    boolean noCheck;

    AdoptCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "adopt", out -> adopt(request(), out));
    }

    private AdoptTree.Request request() throws UsageException {
        Rules.require(common.store != null, "'/s <store>' is required with adopt.");
        Rules.require(product != null, "'/t <product>' is required with adopt.");
        return new AdoptTree.Request(
                common.target(context), text(product, "/t"), text(version, "/v"), text(comment, "/c"), !noCheck);
    }

    private static String text(@Nullable String value, String option) throws UsageException {
        String text = value == null ? "" : value;
        Rules.require(
                text.length() <= MAX_TEXT, "The value of '" + option + "' is longer than " + MAX_TEXT + " characters.");
        return text;
    }

    private int adopt(AdoptTree.Request request, PrintStream out) throws IOException {
        AdoptTree.Report report;
        try (ProgressBars bars = new ProgressBars(context, common)) {
            report = new AdoptTree().run(request, listener(out, bars));
        }
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return report.directories().isEmpty() ? 2 : common.exit(report.errors() > 0 ? 1 : 0);
    }

    private AdoptTree.Listener listener(PrintStream out, ProgressBars bars) {
        return new AdoptTree.Listener() {
            @Override
            public void reading(long files, long bytes) {
                bars.reading(files, bytes);
            }

            @Override
            public void read(long files, long bytes) {
                bars.read(files, bytes);
            }

            @Override
            public void waiting(String holder) {
                if (common.verbose && !common.json) {
                    SymStoreErrors.message(out, "Waiting for the store's lock, held by " + holder);
                    out.flush();
                }
            }

            @Override
            public void committed(String id) {
                bars.close();
                if (!common.json) {
                    out.println("Finding ID...  " + id);
                    out.flush();
                }
            }
        };
    }

    private void print(AdoptTree.Report report, PrintStream out) {
        for (AdoptTree.Directory directory : report.directories()) {
            if (!directory.problem().isEmpty()) {
                SymStoreErrors.print(out, "Store", directory.path() + ": " + directory.problem());
            } else if (common.verbose) {
                SymStoreErrors.message(out, "Adopted " + directory.path() + " (" + directory.symbolClass() + ")");
            }
        }
        if (report.directories().isEmpty()) {
            SymStoreErrors.message(out, "There is nothing that could be adopted.");
        }
        out.println();
        out.println("SYMSTORE: Number of files adopted = " + report.files());
        out.println("SYMSTORE: Number of pointers adopted = " + report.pointers());
        out.println("SYMSTORE: Number of errors = " + report.errors());
    }

    private void json(AdoptTree.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "adopt");
            json.text("id", report.id());
            json.text("store", String.valueOf(common.store));
            json.number("files", report.files());
            json.number("pointers", report.pointers());
            json.number("errors", report.errors());
            json.array("directories", report.directories(), (each, directory) -> {
                each.text("name", directory.name());
                each.text("key", directory.key());
                each.text("class", directory.symbolClass());
                each.text("path", directory.path());
                each.text("status", directory.problem().isEmpty() ? "adopted" : "error");
                each.text("message", directory.problem());
            });
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static dev.symkit.symstore.cli.Rules.text;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.merge.AdoptTree;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore adopt}. */
@Command(name = "adopt")
final class AdoptCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Mixin
    TextOptions texts = new TextOptions();

    @Option(names = "--no-check")
    boolean noCheck;

    AdoptCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "adopt", out -> adopt(request(), out));
    }

    private AdoptTree.Request request() throws UsageException, IOException {
        common.requireStore("adopt");
        Rules.require(texts.product != null, "'/t <product>' is required with adopt.");
        StoreTarget target = common.target(context);
        texts.check();
        return new AdoptTree.Request(target, text(texts.product), text(texts.version), text(texts.comment), !noCheck);
    }

    private int adopt(AdoptTree.Request request, PrintStream out) throws IOException {
        AdoptTree.Report report;
        try (Progress progress = new Progress(context, common, out)) {
            report = new AdoptTree().run(request, progress);
        }
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return report.directories().isEmpty() ? 2 : common.exit(report.errors() > 0 ? 1 : 0);
    }

    private static final class Progress extends ReadingProgress implements AdoptTree.Listener {
        Progress(ToolContext context, StoreOptions common, PrintStream out) {
            super(context, common, out);
        }
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
            json.text("store", common.storeText());
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

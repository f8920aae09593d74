// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.files.FileReport;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.QueryFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code symstore query}. */
@Command(name = "query")
final class QueryCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Mixin
    FileOptions files = new FileOptions();

    QueryCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "query", out -> query(request(), out));
    }

    private QueryFiles.Request request() throws UsageException, IOException {
        Rules.require(!files.files.isEmpty(), "'/f <file>' is required with query.");
        common.requireStore("query");
        return new QueryFiles.Request(
                common.target(context),
                files.selected(common.shares.shares(context), KeyRules.PLAIN, UnaryOperator.identity(), true));
    }

    private int query(QueryFiles.Request request, PrintStream out) throws IOException {
        QueryFiles.Report report;
        try (ProgressBars bars = new ProgressBars(context, common)) {
            report = new QueryFiles().run(request, bars);
        }
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return exitCode(report);
    }

    private int exitCode(QueryFiles.Report report) {
        long indexable = report.count("found") + report.count("notFound");
        if (report.answers().isEmpty() || report.count("notFound") > 0) {
            return 2;
        }
        if (report.count("error") > 0) {
            return common.exit(1);
        }
        return indexable == 0 ? 13 : report.unmatched().isEmpty() ? 0 : 2;
    }

    private void print(QueryFiles.Report report, PrintStream out) {
        for (QueryFiles.Answer answer : report.answers()) {
            FileReport file = answer.file();
            switch (file.status()) {
                case "found" ->
                    SymStoreErrors.message(out, file.source() + " found: " + file.path() + " (" + file.form() + ")");
                case "notFound" -> SymStoreErrors.message(out, file.source() + " not found: " + answer.place());
                case "error" -> SymStoreErrors.print(out, "Runtime", file.source() + ": " + file.message());
                default -> {
                    if (common.verbose) {
                        AddPrinter.printIgnored(file, out, context.err());
                    }
                }
            }
            if (common.verbose) {
                answer.references().forEach(line -> SymStoreErrors.message(out, "  " + line));
            }
        }
        report.unmatched().forEach(message -> SymStoreErrors.print(out, "Runtime", message));
        out.println("SYMSTORE: Number of files found = " + report.count("found"));
        out.println("SYMSTORE: Number of files not found = " + report.count("notFound"));
        out.println("SYMSTORE: Number of files ignored = " + report.count("ignored"));
    }

    private void json(QueryFiles.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "query");
            json.text("store", common.storeText());
            json.number("found", report.count("found"));
            json.number("notFound", report.count("notFound"));
            json.number("errors", report.count("error") + report.unmatched().size());
            json.number("ignored", report.count("ignored"));
            json.array("files", report.answers(), (each, answer) -> AddPrinter.file(each, answer.file()));
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.IndexMark;
import dev.symkit.symstore.files.WriteIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code symstore add}. */
@Command(name = "add")
final class AddCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Mixin
    FileOptions files = new FileOptions();

    @Mixin
    TextOptions texts = new TextOptions();

    @Mixin
    AddSwitches add = new AddSwitches();

    AddCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "add", this::run);
    }

    private int run(PrintStream out) throws IOException, UsageException {
        new AddRules(add, texts, files, common.store != null).check();
        AddPlan plan = new AddPlan(add, texts, files, common, context);
        if (add.writeIndex != null) {
            WriteIndex.Request request = plan.indexRequest();
            try (AddProgress progress = new AddProgress(context, common, false, out)) {
                return finish(new WriteIndex().run(request, progress), Optional.empty(), out);
            }
        }
        AddFiles.Request request = plan.request();
        Optional<Path> marked = plan.marked();
        AddReport report;
        try (AddProgress progress = new AddProgress(context, common, !add.layoutOnly, out)) {
            report = new AddFiles().run(request, progress);
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            if (failure.exitCode() == SymStoreHelp.EXIT_SYNTAX) {
                throw UsageException.rule(failure.text());
            }
            throw e;
        }
        return finish(report, marked, out);
    }

    /** Prints the report, and writes the transaction's number behind the index file it came from. */
    private int finish(AddReport report, Optional<Path> marked, PrintStream out) throws IOException {
        AddPrinter printer = new AddPrinter(common.verbose, add.pointers, !add.noForceCopy, notes());
        if (common.json) {
            AddPrinter.json(report, common.storeText(), out);
            printer.printWarnings(report, context.err());
        } else {
            printer.print(report, out, context.err());
        }
        if (marked.isPresent() && !report.id().isEmpty()) {
            IndexMark.write(marked.get(), report.id());
        }
        return report.done() ? common.exit(report.errors() > 0 ? 1 : 0) : 2;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (add.compress != null && add.pointers) {
            notes.add("'/compress' has no effect on pointers.");
        } else if ("ZIP".equals(add.compress)) {
            notes.add("Older versions of SymSrv read compressed files in cabinets only, not in ZIP archives.");
        }
        return notes;
    }
}

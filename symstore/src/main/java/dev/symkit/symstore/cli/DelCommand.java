// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.transactions.DeleteSelected;
import dev.symkit.symstore.transactions.Selectors;
import dev.symkit.symstore.transactions.TransactionFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore del}. */
@Command(name = "del")
final class DelCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "-i")
    List<String> ids = new ArrayList<>();

    @Option(names = "--force")
    boolean force;

    @Mixin
    ProductOptions product = new ProductOptions();

    @Option(names = "--yes")
    boolean yes;

    @Option(names = "--dry-run")
    boolean dryRun;

    @Option(names = "--older-than")
    @Nullable
    String olderThan;

    @Option(names = "--keep-last")
    @Nullable
    String keepLast;

    @Option(names = "--max-size")
    @Nullable
    String maxSize;

    DelCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "del", out -> {
            check();
            return isPlain()
                    ? delete(new DeleteFiles.Request(common.target(context), ids.get(0), force), out)
                    : new DelSelected(common, selectedRequest(), out, context.err()).run();
        });
    }

    private void check() throws UsageException {
        Rules.require(!ids.isEmpty() || hasSelector(), "'/i <id>' is required with del.");
        common.requireStore("del");
    }

    private boolean hasSelector() {
        return product.product != null
                || product.version != null
                || olderThan != null
                || keepLast != null
                || maxSize != null;
    }

    /** Whether this is the documented form: one id and nothing that selects. */
    private boolean isPlain() {
        return ids.size() == 1 && DeleteFiles.isId(ids.get(0)) && !hasSelector() && !dryRun;
    }

    private DeleteSelected.Request selectedRequest() throws UsageException, IOException {
        List<Selectors.IdRange> ranges = new ArrayList<>();
        for (String id : ids) {
            ranges.add(Rules.valid(Selectors.IdRange.parse(id), id, "/i"));
        }
        TransactionFilter filter = product.filter(Optional.empty(), Rules.moment(context, olderThan, "--older-than"));
        OptionalInt keep = keepLast == null ? OptionalInt.empty() : Selectors.parseCount(keepLast);
        Rules.require(keepLast == null || keep.isPresent(), "Invalid value '" + keepLast + "' for '--keep-last'.");
        OptionalLong size = maxSize == null ? OptionalLong.empty() : Selectors.parseSize(maxSize);
        Rules.require(maxSize == null || size.isPresent(), "Invalid value '" + maxSize + "' for '--max-size'.");
        return new DeleteSelected.Request(
                common.target(context),
                new Selectors(ranges, filter, keep, size),
                force,
                dryRun ? DeleteSelected.Mode.DRY_RUN : yes ? DeleteSelected.Mode.ALL : DeleteSelected.Mode.ONE);
    }

    private static final class Lines extends TransactionLines implements DeleteFiles.Listener {
        Lines(StoreOptions common, PrintStream out) {
            super(common, out);
        }
    }

    private int delete(DeleteFiles.Request request, PrintStream out) throws IOException {
        DeleteFiles.Report report = new DeleteFiles().run(request, new Lines(common, out));
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return common.exit(report.errors() > 0 ? 1 : 0);
    }

    private void print(DeleteFiles.Report report, PrintStream out) {
        printProblems(report, common.verbose, out);
        out.println();
        out.println("SYMSTORE: Number of files deleted = " + report.files());
        out.println("SYMSTORE: Number of references removed = " + report.references());
        out.println("SYMSTORE: Number of errors = " + report.errors());
    }

    /** What went wrong, and what else is worth saying. */
    static void printProblems(DeleteFiles.Report report, boolean verbose, PrintStream out) {
        report.messages().forEach(message -> SymStoreErrors.print(out, "Store", message));
        if (verbose) {
            report.notes().forEach(note -> SymStoreErrors.message(out, note));
        }
    }

    private void json(DeleteFiles.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "del");
            json.text("store", common.storeText());
            json.array("deleted", List.of(report), DelCommand::json);
        });
    }

    /** The fields of one deleted transaction. */
    static void json(JsonOut json, DeleteFiles.Report report) throws IOException {
        json.text("id", report.id());
        json.text("transaction", report.deleted());
        json.number("files", report.files());
        json.number("references", report.references());
        json.number("errors", report.errors());
    }
}

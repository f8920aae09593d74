// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.merge.MergeStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore merge}. */
@Command(name = "merge")
final class MergeCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "--from")
    @Nullable
    String from;

    MergeCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "merge", out -> merge(request(), out));
    }

    private MergeStore.Request request() throws UsageException, IOException {
        String source = common.otherStore(context, "merge", from);
        return new MergeStore.Request(common.target(context), source);
    }

    private int merge(MergeStore.Request request, PrintStream out) throws IOException {
        List<MergeStore.Merged> all;
        try (ProgressBars bars = new ProgressBars(context, common)) {
            all = new MergeStore().run(request, new Listener(bars, out));
        }
        int errors = all.stream().mapToInt(each -> each.problems().size()).sum();
        if (common.json) {
            json(all, out);
        } else {
            out.println();
            out.println("SYMSTORE: Number of transactions merged = " + merged(all));
            out.println("SYMSTORE: Number of transactions skipped = "
                    + all.stream().filter(MergeStore.Merged::already).count());
            out.println("SYMSTORE: Number of files stored = "
                    + all.stream().mapToInt(MergeStore.Merged::files).sum());
            out.println("SYMSTORE: Number of errors = " + errors);
        }
        return all.isEmpty() ? 2 : common.exit(errors > 0 ? 1 : 0);
    }

    private static long merged(List<MergeStore.Merged> all) {
        return all.stream()
                .filter(each -> !each.already() && !each.id().isEmpty())
                .count();
    }

    private final class Listener extends TransactionLines implements MergeStore.Listener {
        private final ProgressBars bars;
        private final PrintStream out;

        Listener(ProgressBars bars, PrintStream out) {
            super(common, out);
            this.bars = bars;
            this.out = out;
        }

        @Override
        public void started(long transactions) {
            bars.begin("Merging", transactions, 0);
        }

        @Override
        public void merged(MergeStore.Merged merged) {
            bars.add(1, 0);
            if (!common.json) {
                print(merged, out);
            }
        }
    }

    private static void print(MergeStore.Merged merged, PrintStream out) {
        if (merged.already()) {
            SymStoreErrors.message(
                    out, "Transaction " + merged.transaction() + " was merged before, as " + merged.id() + ".");
        } else if (!merged.id().isEmpty()) {
            SymStoreErrors.message(
                    out,
                    "Merged transaction " + merged.transaction() + " as " + merged.id() + ": files " + merged.files());
        }
        merged.problems()
                .forEach(problem ->
                        SymStoreErrors.print(out, "Store", "Transaction " + merged.transaction() + ": " + problem));
        out.flush();
    }

    private void json(List<MergeStore.Merged> all, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "merge");
            json.text("store", common.storeText());
            json.text("from", Rules.text(from));
            json.array("transactions", all, (each, merged) -> {
                each.text("transaction", merged.transaction());
                each.text("id", merged.id());
                each.text("status", merged.already() ? "skipped" : merged.id().isEmpty() ? "error" : "merged");
                each.number("files", merged.files());
                each.texts("problems", merged.problems());
            });
        });
    }
}

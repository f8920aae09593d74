// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.transactions.ListTransactions;
import dev.symkit.symstore.transactions.TransactionFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore list}. */
@Command(name = "list")
final class ListCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Mixin
    ProductOptions product = new ProductOptions();

    @Option(names = "--since")
    @Nullable
    String since;

    @Option(names = "--before")
    @Nullable
    String before;

    @Option(names = "--files")
    boolean files;

    @Option(names = "--sizes")
    boolean sizes;

    ListCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "list", out -> list(request(), out));
    }

    private ListTransactions.Request request() throws UsageException, IOException {
        common.requireStore("list");
        TransactionFilter filter =
                product.filter(Rules.moment(context, since, "--since"), Rules.moment(context, before, "--before"));
        return new ListTransactions.Request(common.target(context), filter, files, sizes);
    }

    private int list(ListTransactions.Request request, PrintStream out) throws IOException {
        ListTransactions.Report report = new ListTransactions().run(request);
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return 0;
    }

    private static void print(ListTransactions.Report report, PrintStream out) {
        TransactionTable table = new TransactionTable(
                report.transactions().stream().map(ListTransactions.Listed::row).toList());
        for (ListTransactions.Listed listed : report.transactions()) {
            out.println(table.line(listed.row()));
            for (ListTransactions.Entry entry : listed.entries()) {
                out.println("    " + TransactionTable.quote(entry.name() + "\\" + entry.key()) + "  "
                        + TransactionTable.quote(entry.source()));
            }
        }
        out.println();
        report.notes().forEach(note -> SymStoreErrors.message(out, note));
        out.println(
                "SYMSTORE: Number of transactions = " + report.transactions().size());
        report.total().ifPresent(total -> {
            out.println("SYMSTORE: Number of files = " + total.files());
            out.println("SYMSTORE: Number of bytes = " + total.bytes());
        });
    }

    private void json(ListTransactions.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "list");
            json.text("store", common.storeText());
            json.array("transactions", report.transactions(), (each, listed) -> {
                TransactionTable.json(each, listed.row());
                if (files) {
                    each.array("entries", listed.entries(), (entry, value) -> {
                        entry.text("name", value.name());
                        entry.text("key", value.key());
                        entry.text("source", value.source());
                    });
                }
            });
            if (report.total().isPresent()) {
                json.number("files", report.total().get().files());
                json.number("bytes", report.total().get().bytes());
            }
            json.texts("notes", report.notes());
        });
    }
}

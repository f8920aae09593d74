// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.transactions.DeleteSelected;
import dev.symkit.symstore.transactions.TransactionRow;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A {@code del} of whatever its selectors select: prints while it runs, or one JSON object at the end. Confined to one thread. */
final class DelSelected extends TransactionLines implements DeleteSelected.Listener {
    private static final Failure UNCONFIRMED =
            new Failure("Syntax", "'--yes' is required to delete more than one transaction.", SymStoreHelp.EXIT_SYNTAX);

    private final StoreOptions common;
    private final DeleteSelected.Request request;
    private final PrintStream out;
    private final PrintStream err;
    private final List<TransactionRow> rows = new ArrayList<>();
    private final List<DeleteFiles.Report> deleted = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private int errors;
    private int worst;

    /** A transaction that was not deleted, and why. */
    private record Trouble(String id, String message) {}

    DelSelected(StoreOptions common, DeleteSelected.Request request, PrintStream out, PrintStream err) {
        super(common, out);
        this.common = common;
        this.request = request;
        this.out = out;
        this.err = err;
    }

    int run() throws IOException {
        if (!common.json) {
            return finish(new DeleteSelected().run(request, this));
        }
        try {
            DeleteSelected.Outcome outcome = new DeleteSelected().run(request, this);
            int code = exit(outcome);
            json(outcome == DeleteSelected.Outcome.TOO_MANY ? Optional.of(UNCONFIRMED) : Optional.empty());
            return code;
        } catch (IOException e) {
            if (rows.isEmpty()) {
                throw e; // nothing to tell but the failure
            }
            Failure failure = Failure.of(e);
            json(Optional.of(failure));
            return failure.exitCode();
        } catch (CancellationException e) {
            json(Optional.of(new Failure("Runtime", "Interrupted.", 130)));
            throw e;
        }
    }

    private int finish(DeleteSelected.Outcome outcome) {
        switch (outcome) {
            case NOTHING -> out.println("SYMSTORE: Number of transactions selected = 0");
            case TOLD, TOO_MANY -> {
                TransactionRow.Size size = total();
                out.println("SYMSTORE: Number of transactions selected = " + rows.size());
                out.println("SYMSTORE: Number of files to delete = " + size.files());
                out.println("SYMSTORE: Number of bytes to free = " + size.bytes());
                if (outcome == DeleteSelected.Outcome.TOO_MANY) {
                    SymStoreErrors.print(out, UNCONFIRMED.errorClass(), UNCONFIRMED.text());
                }
            }
            case DONE -> summary();
        }
        return exit(outcome);
    }

    private TransactionRow.Size total() {
        return rows.stream()
                .flatMap(row -> row.size().stream())
                .reduce(TransactionRow.Size.ZERO, TransactionRow.Size::plus);
    }

    private void summary() {
        out.println();
        out.println("SYMSTORE: Number of transactions deleted = " + deleted.size());
        out.println("SYMSTORE: Number of files deleted = "
                + deleted.stream().mapToLong(DeleteFiles.Report::files).sum());
        out.println("SYMSTORE: Number of references removed = "
                + deleted.stream().mapToLong(DeleteFiles.Report::references).sum());
        out.println("SYMSTORE: Number of bytes freed = "
                + deleted.stream().mapToLong(DeleteFiles.Report::bytes).sum());
        out.println("SYMSTORE: Number of errors = " + errors);
    }

    private int exit(DeleteSelected.Outcome outcome) {
        return switch (outcome) {
            case NOTHING -> 2;
            case TOO_MANY -> UNCONFIRMED.exitCode();
            default -> worst > 0 ? worst : common.exit(errors > 0 ? 1 : 0);
        };
    }

    @Override
    public void selected(List<TransactionRow> selection, List<String> missing, long excess) {
        rows.addAll(selection);
        if (!common.json) {
            TransactionTable table = new TransactionTable(rows);
            rows.forEach(row -> out.println(table.line(row)));
            out.println();
        }
        for (String id : missing) {
            errors++;
            trouble(id, "Runtime", "Transaction " + id + " not found.");
        }
        if (excess > 0 && !common.json) {
            SymStoreErrors.message(
                    out, "The store will still have " + excess + " bytes more than allowed by --max-size.");
        }
        out.flush();
    }

    @Override
    public void deleted(DeleteFiles.Report report) {
        deleted.add(report);
        errors += report.errors();
        if (common.json) {
            return;
        }
        SymStoreErrors.message(
                out,
                "Deleted transaction " + report.deleted() + ": files " + report.files() + ", references "
                        + report.references() + ", bytes " + report.bytes());
        DelCommand.printProblems(report, common.verbose, out);
        out.flush();
    }

    @Override
    public void refused(String id, Failure reason) {
        errors++;
        worst = Math.max(worst, reason.exitCode() == 13 ? 13 : 0);
        trouble(id, reason.errorClass(), reason.text());
    }

    @Override
    public void spared(String id) {
        if (common.json) {
            troubles.add(new Trouble(id, "The store has changed; the transaction is not selected any more."));
        } else {
            SymStoreErrors.message(
                    out, "Transaction " + id + " stays: the store has changed and it is not selected any more.");
        }
    }

    private void trouble(String id, String errorClass, String text) {
        troubles.add(new Trouble(id, text));
        if (!common.json) {
            SymStoreErrors.print(out, errorClass, text);
        }
    }

    private void json(Optional<Failure> failure) throws IOException {
        failure.ifPresent(reason -> SymStoreErrors.print(err, reason.errorClass(), reason.text()));
        JsonOut.write(out, json -> {
            json.text("verb", "del");
            json.text("store", request.target().store());
            if (failure.isPresent()) {
                SymStoreErrors.json(json, failure.get());
            }
            json.array("selected", rows, TransactionTable::json);
            json.array("deleted", deleted, (each, report) -> {
                DelCommand.json(each, report);
                each.number("bytes", report.bytes());
            });
            json.array("notDeleted", troubles, (each, trouble) -> {
                each.text("transaction", trouble.id());
                each.text("message", trouble.message());
            });
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.Progress;
import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.convert.ConvertListener;
import dev.symkit.symstore.convert.ConvertReport;
import dev.symkit.symstore.convert.ConvertRequest;
import dev.symkit.symstore.convert.ConvertStore;
import dev.symkit.symstore.convert.Rename;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convertstore}. */
@Command(name = "convertstore")
final class ConvertCommand implements Callable<Integer> {
    static final SwitchTable SWITCHES = SwitchTable.ignoringCase(
                    Switch.value("s"),
                    Switch.attached("to"),
                    Switch.flag("l"),
                    Switch.flag("q"),
                    Switch.flag("o"),
                    Switch.longFlag("--create-admin"),
                    Switch.longValue("--lock-timeout"),
                    Switch.longValue("--map").repeated(),
                    Switch.longFlag("--json"))
            .refusingQuotes();

    private final ToolContext context;
    private final List<Rename> renames = new ArrayList<>();

    @Option(names = "-s")
    @Nullable
    String store;

    @Option(names = "-to")
    @Nullable
    String to;

    @Option(names = "-l")
    boolean list;

    @Option(names = "-q")
    boolean quiet;

    @Option(names = "-o")
    boolean verbose;

    @Option(names = "--create-admin")
    boolean createAdmin;

    @Option(names = "--lock-timeout")
    long lockTimeoutSeconds = 600;

    @Mixin
    MapOption shares = new MapOption();

    @Option(names = "--json")
    boolean json;

    ConvertCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedIOException {
        try {
            return print(convert(request()));
        } catch (UsageException e) {
            return ConvertStoreErrors.refused(e, json, context);
        } catch (IOException e) {
            // (A network time-out is an InterruptedIOException too.)
            if (e instanceof InterruptedIOException stopped
                    && context.cancellation().isCancelled()) {
                throw stopped;
            }
            return ConvertStoreErrors.failed(e, json, context);
        }
    }

    private ConvertReport convert(ConvertRequest request) throws IOException {
        try (Listener listener = new Listener()) {
            return new ConvertStore().run(request, listener);
        }
    }

    private ConvertRequest request() throws UsageException, IOException {
        Rules.require(store != null, "'/s <store>' is required.");
        Rules.require(to == null || to.equals("1") || to.equals("2"), "Invalid value '" + to + "' for '/to': 1 or 2.");
        Rules.require(!quiet || !verbose, "'/q' and '/o' exclude each other.");
        String name = StoreOptions.storeName(store);
        StoreTarget target = new StoreTarget(
                name,
                shares.shares(context).local(name),
                context.workingDirectory(),
                1,
                StoreOptions.lockTimeout(lockTimeoutSeconds),
                true,
                context.clock(),
                context.cancellation()::isCancelled);
        OptionalInt tier = to == null ? OptionalInt.empty() : OptionalInt.of(to.equals("1") ? 1 : 2);
        return new ConvertRequest(target, tier, list, createAdmin);
    }

    /** What is said and kept while it runs. */
    private final class Listener implements ConvertListener, AutoCloseable {
        private @Nullable Progress bar;

        @Override
        public void waiting(String holder) {
            if (verbose && !json) {
                context.out().println("Waiting for the store's lock, held by " + holder);
                context.out().flush();
            }
        }

        @Override
        public void planned(int entries) {
            bar = Progress.start(context, !json && !quiet && !verbose, "Converting", new Progress.Total(entries, 0));
        }

        @Override
        public void moved(Rename rename) {
            if (json) {
                if (list) {
                    renames.add(rename);
                }
            } else if (!quiet && (verbose || list)) {
                context.out().println(rename.from() + " -> " + rename.to() + (rename.merge() ? " (merged)" : ""));
            }
        }

        @Override
        public void done() {
            Progress shown = bar;
            if (shown != null) {
                shown.add(1, 0);
            }
        }

        @Override
        public void close() {
            Progress shown = bar;
            if (shown != null) {
                shown.close();
            }
        }
    }

    private int print(ConvertReport report) throws IOException {
        if (json) {
            json(report);
        } else if (!quiet && report.already()) {
            context.out().println("The store is already two-tier.");
        } else if (!quiet && !list) {
            context.out().println("Converted " + (report.moved() + report.merged()) + " entries.");
        }
        for (ConvertReport.NotMoved error : report.errors()) {
            ConvertStoreErrors.text(context, error.path() + ": " + error.message());
        }
        if (!report.errors().isEmpty()) {
            ConvertStoreErrors.text(context, "the conversion is not finished; run it again");
        }
        return report.errors().isEmpty() ? 0 : 1;
    }

    private void json(ConvertReport report) throws IOException {
        JsonOut.write(context.out(), out -> {
            out.number("tier", report.tier());
            out.number("moved", report.moved());
            out.number("merged", report.merged());
            out.array("errors", report.errors(), (each, error) -> {
                each.text("path", error.path());
                each.text("message", error.message());
            });
            if (list) {
                out.array("renames", renames, (each, rename) -> {
                    each.text("from", rename.from());
                    each.text("to", rename.to());
                    each.bool("merge", rename.merge());
                });
            }
        });
    }
}

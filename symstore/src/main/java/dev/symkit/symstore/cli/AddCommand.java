// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.AddFiles;
import dev.symkit.symstore.FileReport;
import dev.symkit.symstore.Selection;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore add}. */
@Command(name = "add")
final class AddCommand implements Callable<Integer> {
    private static final int MAX_TEXT = 1024;
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Mixin
    LaterOptions later = new LaterOptions();

    @Option(names = "-r")
    boolean recurse;

    @Option(names = "-f")
    List<String> files = new ArrayList<>();

    @Option(names = "--exclude")
    List<String> excludes = new ArrayList<>();

    @Option(names = "-t")
    @Nullable
    String product;

    @Option(names = "-v")
    @Nullable
    String version;

    @Option(names = "-c")
    @Nullable
    String comment;

    @Option(names = "-3")
    boolean twoTier;

    AddCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "add", out -> add(request(), out));
    }

    private AddFiles.Request request() throws UsageException {
        checkRules();
        StoreTarget target = common.target(context);
        Selection selection = new Selection(files, excludes, recurse);
        return new AddFiles.Request(
                target,
                selection,
                text("/t", product),
                text("/v", version),
                text("/c", comment),
                twoTier,
                UnaryOperator.identity());
    }

    private void checkRules() throws UsageException {
        boolean writesStore = later.writeIndex == null;
        Map<String, Boolean> own = Map.of(
                "/s", common.store != null,
                "/t", product != null,
                "/v", version != null,
                "/c", comment != null,
                "/r", recurse,
                "/f", !files.isEmpty());
        if (writesStore) {
            LaterOptions.require(product != null, "'/t <product>' is required with this add type.");
            LaterOptions.require(common.store != null, "'/s <store>' is required with this add type.");
            LaterOptions.require(
                    files.isEmpty() == (later.readIndex != null || later.markIndex != null),
                    "'/f <file>' or '/y <indexfile>' is required.");
        }
        later.checkRules(own, files);
        later.refuseUnsupported();
    }

    private static String text(String option, @Nullable String value) throws UsageException {
        String text = value == null ? "" : value;
        LaterOptions.require(
                text.length() <= MAX_TEXT, "The value of '" + option + "' is longer than 1024 characters.");
        return text;
    }

    private int add(AddFiles.Request request, PrintStream out) throws IOException {
        AddFiles.Report report;
        try (ProgressListener listener = new ProgressListener(out)) {
            report = new AddFiles().run(request, listener);
        }
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        if (report.id().isEmpty()) {
            return 2;
        }
        return common.exit(errors(report) > 0 ? 1 : 0);
    }

    private final class ProgressListener implements AddFiles.Listener, AutoCloseable {
        private final PrintStream out;
        private final ProgressBars bars = new ProgressBars(context, common);

        ProgressListener(PrintStream out) {
            this.out = out;
        }

        @Override
        public void reading(long count, long bytes) {
            bars.reading(count, bytes);
        }

        @Override
        public void read(long count, long bytes) {
            bars.read(count, bytes);
        }

        @Override
        public void started(long count, long bytes) {
            bars.begin("Storing", count, bytes);
        }

        @Override
        public void progress(long count, long bytes) {
            bars.add(count, bytes);
        }

        @Override
        public void waiting(String holder) {
            close(); // the bar must not stand in the line of what is printed from now on
            if (common.verbose && !common.json) {
                SymStoreErrors.message(out, "Waiting for the store's lock, held by " + holder);
                out.flush();
            }
        }

        @Override
        public void committed(String id) {
            close();
            if (!common.json) {
                if (common.verbose) {
                    SymStoreErrors.message(out, "LastId.txt reported id " + Long.parseLong(id));
                    SymStoreErrors.message(out, "Final id is " + id);
                }
                out.println("Finding ID...  " + id);
                out.flush();
            }
        }

        @Override
        public void close() {
            bars.close();
        }
    }

    private void print(AddFiles.Report report, PrintStream out) {
        report.notes().forEach(note -> SymStoreErrors.message(out, note));
        for (FileReport file : report.files()) {
            if (common.verbose) {
                printVerbose(file, out);
            }
            if (file.classChanged()) {
                context.err()
                        .println("symstore: Replacing " + file.path() + ", content differs; it is now "
                                + file.symbolClass() + ", public and private symbols share a key");
            }
            if (file.status().equals("skipped")) {
                SymStoreErrors.message(
                        out, file.source() + " - not stored under " + file.key() + " too: " + file.message());
            } else if (file.status().equals("error")) {
                SymStoreErrors.print(
                        out,
                        "Runtime",
                        "Failed to copy " + file.source() + " to server Error" + file.errorCode() + ": "
                                + file.message());
            }
        }
        report.unmatched()
                .forEach(value -> SymStoreErrors.print(out, "Runtime", "No files found matching '" + value + "'."));
        out.println();
        SymStoreErrors.summary(out, report.count("stored", "same"), errors(report), report.count("ignored"));
    }

    /** Values of {@code /f} that named nothing count only where others named something. */
    private static long errors(AddFiles.Report report) {
        return report.count("error")
                + (report.id().isEmpty() ? 0 : report.unmatched().size());
    }

    private void printVerbose(FileReport file, PrintStream out) {
        if (file.status().equals("ignored")) {
            SymStoreErrors.message(
                    out, "Skipping file " + file.source() + " - not a known file type. ErrorLevel is 13.");
            if (!file.message().isEmpty()) {
                context.err().println("symstore: " + file.message());
            }
        } else if (!file.path().isEmpty() && !file.status().equals("skipped")) {
            SymStoreErrors.message(out, "Copying " + file.source() + " to " + file.path() + " [Force: T, Compress: F]");
            if (file.replaced()) {
                SymStoreErrors.message(out, "Replacing " + file.path() + ", content differs");
            }
        }
    }

    private void json(AddFiles.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "add");
            json.text("id", report.id());
            json.text("store", common.store == null ? "" : common.store);
            json.number("stored", report.count("stored", "same"));
            json.number("errors", errors(report));
            json.number("ignored", report.count("ignored"));
            json.array("files", report.files(), AddCommand::file);
        });
    }

    static void file(JsonOut json, FileReport file) throws IOException {
        json.text("source", file.source());
        json.text("name", file.name());
        json.text("key", file.key());
        json.text("class", file.symbolClass());
        json.text("path", file.path());
        json.text("status", file.status());
        json.text("message", file.message());
    }
}

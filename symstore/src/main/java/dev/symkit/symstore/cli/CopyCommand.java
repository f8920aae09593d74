// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.copy.CopyStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore copy}. */
@Command(name = "copy")
final class CopyCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "--from")
    @Nullable
    String from;

    CopyCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "copy", out -> copy(request(), out));
    }

    private CopyStore.Request request() throws UsageException, IOException {
        String source = common.otherStore(context, "copy", from);
        return new CopyStore.Request(common.target(context), source);
    }

    private int copy(CopyStore.Request request, PrintStream out) throws IOException {
        CopyStore.Report report;
        try (ProgressBars bars = new ProgressBars(context, common)) {
            report = new CopyStore().run(request, new Listener(bars, out));
        }
        if (common.json) {
            JsonOut.write(out, json -> {
                json.text("verb", "copy");
                json.text("store", common.storeText());
                json.text("from", Rules.text(from));
                json.number("copied", report.copied());
                json.number("same", report.same());
                json.number("removed", report.removed());
                json.number("bytes", report.bytes());
            });
        } else {
            out.println("SYMSTORE: Number of files copied = " + report.copied());
            out.println("SYMSTORE: Number of files that were the same = " + report.same());
            out.println("SYMSTORE: Number of files removed = " + report.removed());
        }
        return 0;
    }

    private final class Listener extends TransactionLines implements CopyStore.Listener {
        private final ProgressBars bars;

        Listener(ProgressBars bars, PrintStream out) {
            super(common, out);
            this.bars = bars;
        }

        @Override
        public void started(long names) {
            bars.begin("Copying", names, 0);
        }

        @Override
        public void compared() {
            bars.add(1, 0);
        }

        @Override
        public void progress(long files, long bytes) {
            // the bar counts names
        }
    }
}

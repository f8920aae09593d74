// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.session.KeyList;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symsrv bulk}. */
@Command(name = "bulk")
final class BulkCommand implements Callable<Integer> {
    private static final int DEFAULT_JOBS = 8;

    /** So many look-ups are told of at a time. */
    private static final int CHUNK = 512;

    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--list")
    @Nullable
    String list;

    BulkCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (list == null) {
            throw UsageException.rule("'--list <file>' is required with bulk.");
        }
        List<FileKey> keys = KeyList.read(context.resolve(list), list);
        int worst = 0;
        try (Progress progress = Progress.start(
                        context, !common.quiet && !common.json, "Fetching", new Progress.Total(keys.size(), -1));
                ClientSession session = common.open(context, properties, Watcher.withoutBar(context, common))) {
            int jobs = common.jobs == null ? DEFAULT_JOBS : common.jobs;
            for (int from = 0; from < keys.size(); from += CHUNK) {
                List<FileKey> part = keys.subList(from, Math.min(keys.size(), from + CHUNK));
                List<LookupResult> results =
                        session.findAll(part, jobs, context.cancellation()::isCancelled, () -> progress.add(1, 0));
                for (int i = 0; i < part.size(); i++) {
                    worst = Math.max(worst, ResultOutput.exitCode(results.get(i)));
                    tell(part.get(i), results.get(i));
                }
            }
        }
        return worst;
    }

    private void tell(FileKey key, LookupResult result) throws IOException {
        if (common.json) {
            ResultOutput.json(context.out(), key, result);
        } else if (result instanceof LookupResult.NotFound missing) {
            context.out().println(ResultOutput.reason(key, missing));
        } else {
            context.out().println(key + ": found: " + ResultOutput.place(result).orElseThrow());
        }
    }
}

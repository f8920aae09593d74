// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.RememberedMiss;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symsrv cache}. */
@Command(name = "cache")
final class CacheCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--misses")
    boolean misses;

    @Option(names = "--clear-misses")
    boolean clear;

    CacheCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (misses == clear) {
            throw UsageException.rule("Either '--misses' or '--clear-misses' is required with cache.");
        }
        try (ClientSession session = common.open(context, properties, LookupListener.NONE)) {
            if (!session.keepsMisses()) {
                throw UsageException.rule("Misses are not kept: the property symsrv.misses.file names no file.");
            }
            if (clear) {
                session.client().clearMisses();
            } else {
                tell(session.misses());
            }
        }
        return SymSrvErrors.FOUND;
    }

    private void tell(List<RememberedMiss> remembered) throws IOException {
        if (common.json) {
            JsonOut.write(
                    context.out(),
                    json -> json.array("misses", remembered, (each, miss) -> {
                        each.text("store", miss.store());
                        each.text("name", miss.key().name());
                        each.text("index", miss.key().index());
                        each.text("until", miss.until().toString());
                    }));
            return;
        }
        remembered.forEach(
                miss -> context.out().println(miss.key() + ": not in " + miss.store() + ", until " + miss.until()));
    }
}

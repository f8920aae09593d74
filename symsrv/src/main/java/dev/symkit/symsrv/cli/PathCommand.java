// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code symsrv path}. Warnings go to standard error, as for every verb. */
@Command(name = "path")
final class PathCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    PathCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        try (ClientSession session = common.open(context, properties, LookupListener.NONE)) {
            if (common.json) {
                JsonOut.write(context.out(), json -> {
                    json.texts("elements", session.expandedPath());
                    json.text("defaultStore", session.defaultStore());
                    json.texts("warnings", session.warnings());
                });
            } else {
                session.expandedPath().forEach(context.out()::println);
            }
        }
        return SymSrvErrors.FOUND;
    }
}

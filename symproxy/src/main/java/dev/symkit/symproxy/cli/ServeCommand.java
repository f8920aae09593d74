// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy serve}. */
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--port")
    @Nullable
    String port;

    @Option(names = "--quiet")
    boolean quiet;

    ServeCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        List<String> sets = new ArrayList<>();
        if (port != null) {
            sets.add("server.listen=" + QuickCommand.address(port));
        }
        sets.addAll(common.sets);
        ConfigSource source = new ConfigSource(Optional.of(common.configFile(context)), sets, context.environment());
        return new Foreground(context, quiet).run(source, common.dataDirectory(context));
    }
}

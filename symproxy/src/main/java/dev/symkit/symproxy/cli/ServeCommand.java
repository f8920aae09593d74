// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy serve}. */
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--config")
    @Nullable
    String config;

    @Option(names = "--port")
    @Nullable
    String port;

    ServeCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        List<String> more = port == null ? List.of() : List.of("server.listen=" + QuickCommand.address(port));
        ConfigFile source = common.source(context, config, more);
        Path beside = source.file().orElseThrow().toAbsolutePath().resolveSibling(".symproxy");
        return new Foreground(context, properties, common.quiet).run(source, common.data(context, beside));
    }
}

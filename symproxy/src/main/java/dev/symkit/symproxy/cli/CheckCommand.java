// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigLoader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy check}. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--config")
    @Nullable
    String config;

    CheckCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        ConfigLoader.Loaded loaded = common.source(context, config, List.of()).load();
        loaded.configuration().shown().forEach(context.out()::println);
        loaded.problems().forEach(problem -> SymProxyErrors.message(context, problem.toString()));
        return loaded.problems().isEmpty() ? 0 : SymProxyErrors.USAGE; // an unknown key is an error here
    }
}

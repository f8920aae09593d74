// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigLoader;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code symproxy check}: what is wrong with a configuration and what counts. Here what only is a warning elsewhere is an error. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    CheckCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        ConfigLoader.Loaded loaded = common.load(context);
        loaded.problems().forEach(problem -> SymProxyErrors.say(context, problem.toString()));
        loaded.configuration().shown().forEach(context.out()::println);
        return loaded.problems().isEmpty() ? 0 : SymProxyErrors.CONFIGURATION;
    }
}

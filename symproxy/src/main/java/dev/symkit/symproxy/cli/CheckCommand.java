// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.upkeep.OnlineCheck;
import dev.symkit.symproxy.upkeep.StorageProblems;
import dev.symkit.symproxy.upkeep.UpkeepSetup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy check}: what is wrong with a configuration and what counts. Here what only is a warning elsewhere is an error. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--online")
    boolean online;

    CheckCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        ConfigLoader.Loaded loaded = common.load(context);
        loaded.problems().forEach(problem -> SymProxyErrors.say(context, problem.toString()));
        loaded.configuration().shown().forEach(context.out()::println);
        List<String> storage = loaded.isUsable() ? StorageProblems.of(loaded.configuration()) : List.of();
        storage.forEach(problem -> SymProxyErrors.say(context, problem));
        if (!loaded.problems().isEmpty() || !storage.isEmpty()) {
            return SymProxyErrors.CONFIGURATION;
        }
        return online ? ask(CommonOptions.upkeep(context, loaded.configuration())) : 0;
    }

    /** What is printed stays a configuration: each finding is a comment of it. */
    private int ask(UpkeepSetup setup) throws IOException {
        int exit = 0;
        for (OnlineCheck.Finding each : new OnlineCheck(setup).run()) {
            String line = SymProxyErrors.line(each.subject() + ": " + each.text());
            context.out().println("; " + line + (each.good() ? "" : " (FAILED)"));
            if (!each.good()) {
                SymProxyErrors.say(context, line);
                exit = SymProxyErrors.OFFLINE;
            }
        }
        return exit;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.server.DirectoryParts;
import dev.symkit.symproxy.upkeep.KeyLines;
import dev.symkit.symproxy.upkeep.UpkeepSetup;
import dev.symkit.symproxy.upkeep.Warm;
import dev.symkit.symproxy.upkeep.Warm.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy warm}: gets files into a directory before anybody asks for them. */
@Command(name = "warm")
final class WarmCommand implements Callable<Integer> {
    private static final int JOBS = 4;
    private static final String INPUT = "-";

    private final ToolContext context;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--keys")
    @Nullable
    String list;

    @Option(names = "--directory")
    @Nullable
    String directory;

    @Option(names = "-j")
    int jobs = JOBS;

    WarmCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (list == null || list.isEmpty()) {
            throw UsageException.rule("'--keys <file>' is required with warm.");
        }
        if (jobs < 1 || jobs > Warm.MOST_JOBS) {
            throw CommonOptions.invalid(String.valueOf(jobs), "-j");
        }
        UpkeepSetup setup = common.upkeep(context);
        DirectoryParts chosen = chosen(setup);
        KeyLines lines = read(list);
        for (String problem : lines.problems()) {
            SymProxyErrors.say(context, problem);
            counts.merge(Outcome.FAILED, 1, Integer::sum);
        }
        Progress.Total total = new Progress.Total(lines.keys().size(), -1);
        try (Progress progress = Progress.start(context, true, "Warming", total)) {
            new Warm(setup, chosen).run(lines.keys(), jobs, context.cancellation()::isCancelled, result -> {
                progress.add(1, result.bytes());
                tell(result);
            });
        } finally {
            context.out().println(summary());
        }
        return counts.containsKey(Outcome.MISSING) || counts.containsKey(Outcome.FAILED) ? SymProxyErrors.FAILED : 0;
    }

    private DirectoryParts chosen(UpkeepSetup setup) throws UsageException {
        List<DirectoryParts> filled = setup.filled();
        if (directory == null) {
            if (filled.size() != 1) {
                throw UsageException.rule("'--directory <name>' is required: " + filled.size()
                        + " directories of the configuration have upstreams.");
            }
            return filled.get(0);
        }
        DirectoryParts named = CommonOptions.directory(setup, directory);
        if (!filled.contains(named)) {
            throw UsageException.rule("The directory '" + directory + "' has no upstream.");
        }
        return named;
    }

    private KeyLines read(String name) throws UsageException, IOException {
        if (name.equals(INPUT)) {
            return KeyLines.read(context.in(), name);
        }
        try (InputStream in = Files.newInputStream(CommonOptions.path(context, name, "--keys"))) {
            return KeyLines.read(in, name);
        }
    }

    private void tell(Warm.Result result) {
        counts.merge(result.outcome(), 1, Integer::sum);
        if (!result.reason().isEmpty()) {
            SymProxyErrors.say(context, result.shownKey() + ": " + result.reason());
        }
    }

    private String summary() {
        return Stream.of(Outcome.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT) + " " + counts.getOrDefault(each, 0))
                .collect(Collectors.joining(", "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code symproxy quick}. */
@Command(name = "quick")
final class QuickCommand implements Callable<Integer> {
    private static final String PORT = "8080";
    private static final int MAX_PORT = 65535;

    private final ToolContext context;

    @Option(names = "--cache")
    @Nullable
    String cache;

    @Option(names = "--upstream")
    List<String> upstreams = new ArrayList<>();

    @Option(names = "--port")
    String port = PORT;

    @Option(names = "--data")
    @Nullable
    String data;

    @Option(names = "--set")
    List<String> more = new ArrayList<>();

    @Option(names = "--quiet")
    boolean quiet;

    QuickCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (cache == null || upstreams.isEmpty()) {
            throw UsageException.rule("'--cache <directory>' and '--upstream <url>' are required with quick.");
        }
        Path root = CommonOptions.path(context, cache, "--cache");
        List<String> sets = new ArrayList<>();
        sets.add("server.listen=" + address(port));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < upstreams.size(); i++) {
            String name = "upstream" + (i + 1);
            names.add(name);
            sets.add("upstream " + name + ".url=" + upstreams.get(i));
        }
        sets.add("directory \"\".path=" + root);
        sets.add("directory \"\".upstream=" + String.join(", ", names));
        sets.addAll(more);
        Path kept = data == null ? root.resolve(".symproxy") : CommonOptions.path(context, data, "--data");
        return new Foreground(context, quiet)
                .run(new ConfigSource(Optional.empty(), sets, context.environment()), kept);
    }

    /** The address of a port on all interfaces. */
    static String address(String port) throws UsageException {
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw CommonOptions.invalid(port, "--port");
        }
        return "0.0.0.0:" + port;
    }
}

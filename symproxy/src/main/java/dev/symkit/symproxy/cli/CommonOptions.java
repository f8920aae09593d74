// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all verbs take. */
final class CommonOptions {
    @Option(names = "--data")
    @Nullable
    String data;

    @Option(names = "--set")
    List<String> sets = new ArrayList<>();

    @Option(names = "--quiet")
    boolean quiet;

    /**
     * Where a configuration comes from.
     *
     * @param config the file that is named
     * @param more sets that count less than those given
     */
    ConfigFile source(ToolContext context, @Nullable String config, List<String> more) throws UsageException {
        if (config == null) {
            throw UsageException.rule("'--config <file>' is required.");
        }
        return source(context, Optional.of(context.resolve(config)), more);
    }

    /** The same with a file, or none. */
    ConfigFile source(ToolContext context, Optional<Path> file, List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(sets);
        return new ConfigFile(file, all, context.environment());
    }

    /** Where the server keeps its things. */
    Path data(ToolContext context, Path otherwise) {
        return data == null ? otherwise : context.resolve(data);
    }
}

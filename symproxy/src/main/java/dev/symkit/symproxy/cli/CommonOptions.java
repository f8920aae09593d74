// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.SystemProperties;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.config.ConfigFile;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.ConfigProblem;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.LogKeys;
import dev.symkit.symproxy.observe.LogSetup;
import dev.symkit.symproxy.server.DirectoryParts;
import dev.symkit.symproxy.upkeep.UpkeepSetup;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that work with a configuration; their switches are {@link SymProxyCommands#COMMON}. */
final class CommonOptions {
    @Option(names = "--config")
    @Nullable
    String config;

    @Option(names = "--data")
    @Nullable
    String data;

    @Option(names = "--set")
    List<String> sets = new ArrayList<>();

    /** The file of {@code --config}. */
    Path configFile(ToolContext context) throws UsageException {
        if (config == null || config.isEmpty()) {
            throw UsageException.rule("'--config <file>' is required.");
        }
        return path(context, config, "--config");
    }

    /** The directory of what the server keeps: that of {@code --data}, else that of the configuration. */
    Path dataDirectory(ToolContext context) throws UsageException {
        if (data != null) {
            return path(context, data, "--data");
        }
        Path parent = configFile(context).getParent();
        return parent == null ? context.workingDirectory() : parent;
    }

    /** The configuration with all that is wrong with it. */
    ConfigLoader.Loaded load(ToolContext context) throws UsageException, IOException {
        Path file = configFile(context);
        try {
            return ConfigFile.load(file, context.environment(), sets);
        } catch (IOException e) {
            throw (UnusableException) new UnusableException(List.of(SymProxyErrors.text(e))).initCause(e);
        }
    }

    /**
     * The configuration; what is wrong with it is told on standard error.
     *
     * @throws UnusableException if it cannot be used
     */
    Configuration usable(ToolContext context) throws UsageException, IOException {
        ConfigLoader.Loaded loaded = load(context);
        if (!loaded.isUsable()) {
            throw new UnusableException(loaded.problems().stream()
                    .filter(ConfigProblem::fatal)
                    .map(ConfigProblem::toString)
                    .toList());
        }
        loaded.problems().forEach(problem -> SymProxyErrors.say(context, "warning: " + problem));
        return loaded.configuration();
    }

    /**
     * What upkeep works with, as {@link #usable} gives it. What goes wrong is told by the command, not by the log.
     *
     * @throws UnusableException if the configuration cannot be used
     */
    UpkeepSetup upkeep(ToolContext context) throws UsageException, IOException {
        return upkeep(context, usable(context));
    }

    /** The same for a configuration that was read. */
    static UpkeepSetup upkeep(ToolContext context, Configuration configuration) throws IOException {
        LogSetup.properties(LogKeys.Level.ERROR).forEach(System::setProperty);
        return UpkeepSetup.of(configuration, context.environment(), SystemProperties.texts());
    }

    /** The directory of a name. */
    static DirectoryParts directory(UpkeepSetup setup, String name) throws UsageException {
        return setup.directory(name)
                .orElseThrow(() -> UsageException.rule("The configuration has no directory '" + name + "'."));
    }

    static Path path(ToolContext context, String text, String option) throws UsageException {
        try {
            return context.resolve(text);
        } catch (InvalidPathException e) {
            throw invalid(text, option);
        }
    }

    static UsageException invalid(String value, String option) {
        return new UsageException(
                UsageException.Kind.INVALID_VALUE, value, "Invalid value '" + value + "' for '" + option + "'");
    }
}

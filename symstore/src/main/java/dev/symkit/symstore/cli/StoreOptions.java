// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all verbs have. */
final class StoreOptions {
    private static final int MAX_JOBS = 16;
    private static final long MAX_SECONDS =
            Duration.ofDays(36_500).toSeconds(); // in nanoseconds it must fit into a long

    @Option(names = "-s")
    @Nullable
    String store;

    @Option(names = "-d")
    @Nullable
    String log;

    @Option(names = "-o")
    boolean verbose;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--quiet")
    boolean quiet;

    @Option(names = "--compat-exit")
    boolean compatExit;

    @Option(names = "--no-sync")
    boolean noSync;

    @Option(names = "--jobs")
    @Nullable
    Integer jobs;

    @Option(names = "--lock-timeout")
    long lockTimeoutSeconds = 600;

    @Mixin
    MapOption shares = new MapOption();

    /** The value of {@code /s}, which must be a place that can be written to. */
    static String storeName(@Nullable String store) throws UsageException {
        String name = Rules.text(store);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")
                || lower.startsWith("https://")
                || lower.startsWith("srv*")
                || lower.startsWith("symsrv*")
                || lower.startsWith("cache*")) {
            throw UsageException.rule("'" + name + "' is not a store that can be written to.");
        }
        if (name.isEmpty()) {
            throw UsageException.rule("'/s' needs the path of a store.");
        }
        return name;
    }

    /** The value of {@code --lock-timeout}. */
    static Duration lockTimeout(long seconds) throws UsageException {
        Rules.require(seconds >= 0, "Invalid value '" + seconds + "' for '--lock-timeout'.");
        return Duration.ofSeconds(Math.min(seconds, MAX_SECONDS));
    }

    /** The value of {@code /s}, empty if it was not given. */
    String storeText() {
        return Rules.text(store);
    }

    /** Ends the run with a syntax error if there is no {@code /s}. */
    void requireStore(String verb) throws UsageException {
        Rules.require(store != null, "'/s <store>' is required with " + verb + ".");
    }

    /** The store, which may be on a share that is mounted. */
    StoreTarget target(ToolContext context) throws UsageException, IOException {
        String name = storeName(store);
        return work(context, name, shares.shares(context).local(name));
    }

    /**
     * The store of {@code --from}, which must be another than that of {@code /s}; both are required.
     *
     * @param from the value of that option
     */
    String otherStore(ToolContext context, String verb, @Nullable String from) throws UsageException, IOException {
        requireStore(verb);
        String source = Rules.text(from);
        Rules.require(!source.isEmpty(), "'--from <store>' is required with " + verb + ".");
        Rules.require(!isSame(context, source, storeText()), "'--from' and '/s' name the same store.");
        return shares.shares(context).local(source);
    }

    private static boolean isSame(ToolContext context, String one, String other) {
        try {
            return one.equals(other) || context.resolve(one).equals(context.resolve(other));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** How to work where no store is needed. */
    StoreTarget workOnly(ToolContext context) throws UsageException {
        return work(context, "", "");
    }

    private StoreTarget work(ToolContext context, String name, String location) throws UsageException {
        Rules.require(jobs == null || jobs >= 1, "Invalid value '" + jobs + "' for '--jobs'.");
        Duration lockTimeout = lockTimeout(lockTimeoutSeconds);
        int processors = Runtime.getRuntime().availableProcessors();
        return new StoreTarget(
                name,
                location,
                context.workingDirectory(),
                jobs != null ? jobs : Math.min(MAX_JOBS, processors),
                lockTimeout,
                !noSync,
                context.clock(),
                context.cancellation()::isCancelled);
    }

    /** Runs the body with standard output or the log file of {@code /d}, where failures are reported too. */
    int withOutput(ToolContext context, String verb, VerbOutput.Body body) throws InterruptedIOException {
        return new VerbOutput(verb, storeText(), Optional.ofNullable(log), json).run(context, body);
    }

    int exit(int code) {
        return code == 1 && compatExit ? 0 : code;
    }
}

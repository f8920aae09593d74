// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.StoreTarget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all verbs have. */
final class StoreOptions {
    private static final int MAX_JOBS = 16;

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

    /** The work that a verb does with its output. */
    interface Body {
        int run(PrintStream out) throws IOException, UsageException;
    }

    StoreTarget target(ToolContext context) throws UsageException {
        String name = store == null ? "" : store;
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
        if ((jobs != null && jobs < 1) || lockTimeoutSeconds < 0) {
            throw UsageException.rule(
                    "Invalid value for '" + (lockTimeoutSeconds < 0 ? "--lock-timeout" : "--jobs") + "'.");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return new StoreTarget(
                name,
                context.workingDirectory(),
                jobs != null ? jobs : Math.min(MAX_JOBS, processors),
                Duration.ofSeconds(lockTimeoutSeconds),
                !noSync,
                context.clock(),
                context.cancellation()::isCancelled);
    }

    /**
     * Runs the body with standard output or the log file of {@code /d}, where failures are reported too: as an object of their
     * own under {@code --json}, and then as text on standard error.
     */
    int withOutput(ToolContext context, String verb, Body body) throws IOException {
        if (log == null) {
            return reported(context, verb, body);
        }
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(context.resolve(log))), false, StandardCharsets.UTF_8)) {
            int code = reported(context.withOut(out), verb, body);
            if (out.checkError()) {
                throw new IOException(log + ": the log could not be written");
            }
            return code;
        } catch (InvalidPathException e) {
            throw new IOException(log + ": " + e.getReason(), e);
        }
    }

    private int reported(ToolContext context, String verb, Body body) throws IOException {
        try {
            return body.run(context.out());
        } catch (UsageException e) {
            if (!json) {
                return new SymStoreErrors().usage(e, context);
            }
            return failed(context, verb, new Failure("Syntax", e.getMessage(), SymStoreHelp.EXIT_SYNTAX));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return json ? failed(context, verb, Failure.of(e)) : new SymStoreErrors().io(e, context);
        }
    }

    private int failed(ToolContext context, String verb, Failure failure) throws IOException {
        SymStoreErrors.print(context.err(), failure.errorClass(), failure.text());
        JsonOut.write(context.out(), out -> {
            out.text("verb", verb);
            out.text("store", store == null ? "" : store);
            out.object("error", error -> {
                error.text("class", failure.errorClass());
                error.text("message", failure.text());
            });
        });
        return failure.exitCode();
    }

    int exit(int code) {
        return code == 1 && compatExit ? 0 : code;
    }
}

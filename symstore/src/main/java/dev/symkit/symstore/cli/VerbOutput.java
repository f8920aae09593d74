// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Where and in which form a verb prints. Failures go the same way: as an object of their own under {@code --json}, and then as
 * text on standard error. Immutable.
 *
 * @param verb the verb; empty if it is not known
 * @param store {@code /s}, empty if absent
 * @param log {@code /d}: the file that takes the place of standard output
 * @param json whether the output is one JSON object
 */
record VerbOutput(String verb, String store, Optional<String> log, boolean json) {

    /** The work that a verb does with its output. */
    interface Body {
        int run(PrintStream out) throws IOException, UsageException;
    }

    /** The output that a command line asks for which is wrong otherwise. */
    static VerbOutput of(Given given) {
        return new VerbOutput(given.verb(), given.value("-s").orElse(""), given.value("-d"), given.has("--json"));
    }

    /** Runs the body and returns the exit code. A log that cannot be written is reported on standard output. */
    int run(ToolContext context, Body body) throws InterruptedIOException {
        if (log.isEmpty()) {
            return reported(context, body);
        }
        String name = log.get();
        int code;
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(context.resolve(name))),
                false,
                StandardCharsets.UTF_8)) {
            code = reported(context.withOut(out), body);
            if (!out.checkError()) {
                return code;
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (InvalidPathException | IOException e) {
            return failed(context, logFailure(name, reason(e)));
        }
        int lost = failed(context, logFailure(name, "not everything could be written"));
        return code == 0 ? lost : code;
    }

    private static Failure logFailure(String name, String reason) {
        return new Failure("Runtime", "Failed to write the log file " + name + ": " + reason, 1);
    }

    private static String reason(Exception problem) {
        if (problem instanceof NoSuchFileException) {
            return "no such directory";
        }
        return problem instanceof AccessDeniedException ? "access denied" : String.valueOf(problem.getMessage());
    }

    private int reported(ToolContext context, Body body) throws InterruptedIOException {
        try {
            return body.run(context.out());
        } catch (UsageException e) {
            return refused(context, e);
        } catch (IOException e) {
            // (A network time-out is an InterruptedIOException too.)
            if (e instanceof InterruptedIOException stopped
                    && context.cancellation().isCancelled()) {
                throw stopped;
            }
            return failed(context, Failure.of(e));
        }
    }

    private int refused(ToolContext context, UsageException problem) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        int code = failed(context, new Failure("Syntax", problem.getMessage() + end, SymStoreHelp.EXIT_SYNTAX));
        if (!json) {
            context.out().println();
            SymStoreErrors.summary(context.out(), "files", 0, 0, 0);
        }
        return code;
    }

    /** Reports a failure and returns its exit code. */
    int failed(ToolContext context, Failure failure) {
        if (!json) {
            SymStoreErrors.print(context.out(), failure.errorClass(), failure.text());
            return failure.exitCode();
        }
        SymStoreErrors.print(context.err(), failure.errorClass(), failure.text());
        try {
            JsonOut.write(context.out(), out -> {
                out.text("verb", verb);
                out.text("store", store);
                SymStoreErrors.json(out, failure);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e); // a PrintStream keeps its failures to itself
        }
        return failure.exitCode();
    }
}

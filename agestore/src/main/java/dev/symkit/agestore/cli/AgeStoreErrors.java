// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.agestore.Failure;
import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.util.function.Consumer;

/** AgeStore's form of errors: one line on standard error, {@code agestore: <text>} (our choice), and its exit codes. */
final class AgeStoreErrors implements ToolErrors {
    static final int SOME_FAILED = 1;
    private static final int SYNTAX = 87;
    private static final int INTERNAL = 255;

    /** Observed; the help text follows it, all on standard output. */
    static final String NO_MODE = "please select either -date, -days, or -size";

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        boolean json = given.has("-json");
        if (problem.getMessage().equals(NO_MODE) && !json) {
            context.out().println(NO_MODE);
            AgeStoreHelp.TEXT.lines().forEach(context.out()::println);
            return SYNTAX;
        }
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        return report(new Failure("Syntax", problem.getMessage() + end, SYNTAX), json, context);
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        return report(Failure.of(problem), false, context);
    }

    @Override
    public int internal(Throwable problem, String toolName, ToolContext context) {
        if (problem instanceof OutOfMemoryError) {
            message(context.err()::println, "not enough memory for so many files; SYMKIT_OPTS=-Xmx4g gives more");
            return INTERNAL;
        }
        return ToolErrors.super.internal(problem, toolName, context);
    }

    /** Reports a failure in the form asked for, and gives back its exit code. */
    static int report(Failure failure, boolean json, ToolContext context) {
        message(context.err()::println, failure.text());
        if (json) {
            try {
                JsonOut.write(context.out(), out -> error(out, failure));
            } catch (IOException e) {
                throw new IllegalStateException(e); // a PrintStream keeps its failures to itself
            }
        }
        return failure.exitCode();
    }

    /** Writes a failure into the object of a run. */
    static void error(JsonOut out, Failure failure) throws IOException {
        out.object("error", error -> {
            error.text("class", failure.errorClass());
            error.text("message", failure.text());
        });
    }

    static void message(Consumer<String> out, String text) {
        out.accept("agestore: " + text.replaceAll("\\R", " "));
    }
}

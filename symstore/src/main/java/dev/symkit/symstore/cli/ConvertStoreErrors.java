// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.convert.LockFailedException;
import java.io.IOException;
import java.util.Locale;

/**
 * ConvertStore's form of errors. The original's message about the lock (observed) goes to standard output, all else, which is ours, to
 * standard error. Under {@code --json} a failure is an object of its own on standard output and text on standard error.
 */
final class ConvertStoreErrors implements ToolErrors {

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        return refused(problem, given.has("--json"), context);
    }

    static int refused(UsageException problem, boolean json, ToolContext context) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        Failure failure = new Failure("Syntax", problem.getMessage() + end, SymStoreHelp.EXIT_SYNTAX);
        if (json) {
            object(failure, context);
        }
        return say(failure, context);
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        return failed(problem, false, context);
    }

    @Override
    public void interrupted(ToolContext context) {
        text(context, "interrupted; run it again to finish what was begun");
    }

    /** Reports a failure and returns its exit code. */
    static int failed(IOException problem, boolean json, ToolContext context) {
        if (!(problem instanceof LockFailedException lock)) {
            Failure failure = Failure.of(problem);
            if (json) {
                object(failure, context);
            }
            return say(failure, context);
        }
        String message = String.format(Locale.ROOT, "Failed to lock Symbol Store. Error 0x%08X.", lock.code());
        if (json) {
            object(new Failure("Lock", message, lock.code()), context);
            text(context, message);
        } else {
            context.out().println(message);
        }
        text(context, String.valueOf(lock.getMessage()));
        return lock.code();
    }

    private static int say(Failure failure, ToolContext context) {
        text(context, failure.text());
        return failure.exitCode();
    }

    static void text(ToolContext context, String text) {
        context.err().println("convertstore: " + text.replaceAll("\\R", " "));
    }

    private static void object(Failure failure, ToolContext context) {
        try {
            JsonOut.write(context.out(), out -> SymStoreErrors.json(out, failure));
        } catch (IOException e) {
            throw new IllegalStateException(e); // a PrintStream keeps its failures to itself
        }
    }
}

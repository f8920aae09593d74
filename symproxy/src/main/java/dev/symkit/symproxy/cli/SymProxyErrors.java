// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Errors of symproxy: one line on standard error, {@code symproxy: <text>}. */
final class SymProxyErrors implements ToolErrors {
    static final int FAILED = 1;

    /** The configuration cannot be used. */
    static final int CONFIGURATION = 2;

    /** An upstream does not answer, or a directory cannot be written to. */
    static final int OFFLINE = 3;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        say(context, problem.getMessage() + end);
        return SymProxyHelp.EXIT_SYNTAX;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        if (problem instanceof UnusableException unusable) {
            unusable.problems().forEach(each -> say(context, each));
            return CONFIGURATION;
        }
        say(context, text(problem));
        return FAILED;
    }

    /** What happened, for a person. */
    static String text(IOException problem) {
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof NoSuchFileException) {
            return message + ": no such file or directory";
        }
        return problem instanceof AccessDeniedException ? message + ": access denied" : message;
    }

    /** A text that may hold names from disk or from a server, fit to be one line of output. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Prints one line on standard error. */
    static void say(ToolContext context, String text) {
        context.err().println("symproxy: " + text.replaceAll("\\R", " "));
    }
}

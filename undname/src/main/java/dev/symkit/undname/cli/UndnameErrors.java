// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;

/** One line on standard error (our choice), and the exit codes. */
final class UndnameErrors implements ToolErrors {
    private static final int USAGE = 87;
    private static final int IO = 2;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        message(context, problem.getMessage() + (problem.kind() == UsageException.Kind.RULE ? "" : "."));
        return USAGE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        message(context, String.valueOf(problem.getMessage()));
        return IO;
    }

    private static void message(ToolContext context, String text) {
        context.err().println("UNDNAME: " + text.replaceAll("\\R", " "));
    }
}

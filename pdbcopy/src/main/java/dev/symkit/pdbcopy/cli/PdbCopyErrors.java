// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import dev.symkit.pdbcopy.Failure;
import java.io.IOException;

/** PDBCopy's form of errors: one line on standard error (our choice), and its exit codes. */
final class PdbCopyErrors implements ToolErrors {
    private static final int USAGE = 87;
    private static final int INTERNAL = 255;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        message(context, problem.getMessage() + end);
        return USAGE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        Failure failure = Failure.of(problem);
        message(context, failure.text());
        return failure.exitCode();
    }

    @Override
    public int internal(Throwable problem, String toolName, ToolContext context) {
        if (problem instanceof OutOfMemoryError) {
            message(context, "not enough memory for so many public symbols; SYMKIT_OPTS=-Xmx4g gives more");
            return INTERNAL;
        }
        return ToolErrors.super.internal(problem, toolName, context);
    }

    static void message(ToolContext context, String text) {
        context.err().println("PDBCOPY: " + text.replaceAll("\\R", " "));
    }
}

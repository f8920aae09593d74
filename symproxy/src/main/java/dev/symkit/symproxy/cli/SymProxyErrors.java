// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** One line on standard error, and the exit codes: 0, 2 for wrong use, configuration or a server that cannot start, 4 for a fault of ours. */
final class SymProxyErrors implements ToolErrors {
    static final int USAGE = 2;
    private static final int INTERNAL = 4;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        message(context, problem.getMessage() + end);
        return USAGE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        if (problem instanceof NoSuchFileException missing) {
            message(context, missing.getFile() + " does not exist");
        } else if (problem instanceof AccessDeniedException denied) {
            message(context, denied.getFile() + ": access denied");
        } else {
            message(context, String.valueOf(problem.getMessage()));
        }
        return USAGE;
    }

    @Override
    public int internal(Throwable problem, String toolName, ToolContext context) {
        ToolErrors.super.internal(problem, toolName, context);
        return INTERNAL;
    }

    static void message(ToolContext context, String text) {
        context.err().println("SYMPROXY: " + text.replaceAll("\\R", " "));
    }
}

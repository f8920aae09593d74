// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** One line on standard error, and the exit codes of symsrv.md 17. */
final class SymSrvErrors implements ToolErrors {
    static final int FOUND = 0;
    static final int NOT_FOUND = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;
    private static final int INTERNAL = 4;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        message(context, problem.getMessage() + end);
        return USAGE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        message(context, describe(problem));
        return USAGE;
    }

    @Override
    public int internal(Throwable problem, String toolName, ToolContext context) {
        ToolErrors.super.internal(problem, toolName, context);
        return INTERNAL;
    }

    /** What went wrong with a file, in words. */
    static String describe(IOException problem) {
        if (problem instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (problem instanceof AccessDeniedException denied) {
            return denied.getFile() + ": access denied";
        }
        if (problem instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return String.valueOf(problem.getMessage());
    }

    static void message(ToolContext context, String text) {
        context.err().println("SYMSRV: " + text.replaceAll("\\R", " "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** One line on standard error, and the exit codes of symchk.md 5.7. */
final class SymChkErrors implements ToolErrors {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int IMPOSSIBLE = 2;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        message(context, problem.getMessage());
        SymChkHelp.USAGE.lines().forEach(context.err()::println);
        return IMPOSSIBLE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        message(context, describe(problem));
        return IMPOSSIBLE;
    }

    private static String describe(IOException problem) {
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
        context.err().println("SYMCHK: " + text.replaceAll("\\R", " "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import java.io.IOException;

/** Mistakes in the command line, and the exit codes of dbh.md 1. */
final class DbhErrors implements ToolErrors {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        boolean unknown = problem.kind() == UsageException.Kind.UNKNOWN_OPTION;
        context.err().println(unknown ? problem.token() + " is an unknown switch" : problem.getMessage());
        DbhHelp.USAGE.lines().forEach(context.err()::println);
        return USAGE;
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        context.err().println("dbh: " + String.valueOf(problem.getMessage()).replaceAll("\\R", " "));
        return FAILED;
    }
}

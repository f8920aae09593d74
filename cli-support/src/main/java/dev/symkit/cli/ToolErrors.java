// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.IOException;

/** How a tool reports what went wrong: each method prints the tool's own text and returns the exit code. */
public interface ToolErrors {
    /**
     * A command line that cannot be carried out, found before or while the command ran.
     *
     * @param given the switches that could be read all the same: they may say where and in which form the error is wanted
     */
    int usage(UsageException problem, Given given, ToolContext context);

    /** An input or output failure that the command did not deal with itself. */
    int io(IOException problem, ToolContext context);

    /** A mistake in the program or an exhausted heap. Prints one line on stderr; exit code 255. */
    default int internal(Throwable problem, String toolName, ToolContext context) {
        context.err().println(toolName + ": internal error: " + problem + " (--debug shows where)");
        return 255;
    }

    /**
     * A run that gave up because of {@link ToolContext#cancellation} by an {@link java.io.InterruptedIOException} or a
     * {@link java.util.concurrent.CancellationException}. Prints nothing.
     */
    default void interrupted(ToolContext context) {}

    /** A run that went well, but whose standard output could not be written. Prints one line on stderr; exit code 1. */
    default int outputLost(String toolName, ToolContext context) {
        context.err().println(toolName + ": standard output could not be written");
        return 1;
    }
}

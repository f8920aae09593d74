// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;

/** SymStore's form of errors: {@code SYMSTORE ERROR: Class: <class>. Desc: <text>} on standard output (observed). */
final class SymStoreErrors implements ToolErrors {

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        try {
            return VerbOutput.of(given).run(context, out -> {
                throw problem;
            });
        } catch (InterruptedIOException e) {
            return io(e, context);
        }
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        Failure failure = Failure.of(problem);
        print(context.out(), failure.errorClass(), failure.text());
        return failure.exitCode();
    }

    static void print(PrintStream out, String errorClass, String text) {
        out.println("SYMSTORE ERROR: Class: " + errorClass + ". Desc: " + oneLine(text));
    }

    /** The form under {@code --json}: an object of its own in the output. */
    static void json(JsonOut out, Failure failure) throws IOException {
        out.object("error", error -> {
            error.text("class", failure.errorClass());
            error.text("message", failure.text());
        });
    }

    static void message(PrintStream out, String text) {
        out.println("SYMSTORE MESSAGE: " + oneLine(text));
    }

    /** The last lines of an add. {@code noun} is files or pointers. */
    static void summary(PrintStream out, String noun, long stored, long errors, long ignored) {
        out.println("SYMSTORE: Number of " + noun + " stored = " + stored);
        out.println("SYMSTORE: Number of errors = " + errors);
        out.println("SYMSTORE: Number of " + noun + " ignored = " + ignored);
    }

    /** A path without its last part. */
    static String directory(String path) {
        int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return end < 0 ? path : path.substring(0, end);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}

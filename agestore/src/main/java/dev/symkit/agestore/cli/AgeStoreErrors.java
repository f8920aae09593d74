// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.agestore.AgeException;
import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.UsageException;
import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.function.Consumer;

/** AgeStore's form of errors: one line on standard error, {@code agestore: <text>} (our choice), and its exit codes. */
final class AgeStoreErrors implements ToolErrors {
    static final int SOME_FAILED = 1;
    static final int SYNTAX = 87;

    /** Observed; the help text follows it, all on standard output. */
    static final String NO_MODE = "please select either -date, -days, or -size";

    @Override
    public int usage(UsageException problem, Given given, ToolContext context) {
        boolean json = given.has("-json");
        if (problem.getMessage().equals(NO_MODE) && !json) {
            context.out().println(NO_MODE);
            AgeStoreHelp.TEXT.lines().forEach(context.out()::println);
            return SYNTAX;
        }
        String end = problem.kind() == UsageException.Kind.RULE ? "" : ".";
        return report("Syntax", problem.getMessage() + end, SYNTAX, json, context);
    }

    @Override
    public int io(IOException problem, ToolContext context) {
        return io(problem, false, context);
    }

    /** Reports a failure in the form asked for. */
    static int io(IOException problem, boolean json, ToolContext context) {
        String text = String.valueOf(problem.getMessage());
        if (problem instanceof AgeException age) {
            return switch (age.reason()) {
                case PATH_NOT_FOUND -> report("Path", text, 3, json, context);
                case ROOT_NOT_READABLE -> report("Path", text, 5, json, context);
                case MANAGED_STORE -> report("Store", text, SOME_FAILED, json, context);
            };
        }
        if (problem instanceof StoreException store) {
            return switch (store.reason()) {
                case LOCK_TIMEOUT -> report("Lock", text, 33, json, context);
                case DAMAGED, UNFINISHED_CONVERSION -> report("Store", text, 13, json, context);
                default -> report("Store", text, SOME_FAILED, json, context);
            };
        }
        if (problem instanceof AccessDeniedException) {
            return report("Path", text + ": access denied", 5, json, context);
        }
        return report("Runtime", text, SOME_FAILED, json, context);
    }

    private static int report(String errorClass, String text, int code, boolean json, ToolContext context) {
        message(context.err()::println, text);
        if (json) {
            try {
                JsonOut.write(
                        context.out(),
                        out -> out.object("error", error -> {
                            error.text("class", errorClass);
                            error.text("message", text);
                        }));
            } catch (IOException e) {
                throw new IllegalStateException(e); // a PrintStream keeps its failures to itself
            }
        }
        return code;
    }

    static void message(Consumer<String> out, String text) {
        out.accept("agestore: " + text.replaceAll("\\R", " "));
    }
}

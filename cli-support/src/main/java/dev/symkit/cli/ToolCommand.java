// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One verb of a tool, or the whole tool if it has no verbs. Immutable.
 *
 * @param verb the first token of the command line, compared ignoring case; empty for a tool without verbs
 * @param switches what may follow the verb
 * @param factory makes the command
 */
public record ToolCommand(String verb, SwitchTable switches, Factory factory) {

    /** Makes an object with picocli annotations, whose {@code call} does the work and returns the exit code. */
    @FunctionalInterface
    public interface Factory {
        /** A new command that works in {@code context}. */
        Callable<Integer> create(ToolContext context);
    }

    /** The command of a tool that has no verbs. */
    public static ToolCommand withoutVerb(SwitchTable switches, Factory factory) {
        return new ToolCommand("", switches, factory);
    }

    /** Whether a command line that starts with {@code first} means this command. */
    boolean names(String first) {
        return verb.isEmpty() || verb.equalsIgnoreCase(first);
    }

    /** The part of a command line that {@link #switches} describes. */
    List<String> arguments(List<String> argv) {
        return verb.isEmpty() ? argv : argv.subList(1, argv.size());
    }
}

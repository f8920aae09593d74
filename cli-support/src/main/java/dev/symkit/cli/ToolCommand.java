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
 * @param speller reads what follows the verb before {@link #switches} do
 */
public record ToolCommand(String verb, SwitchTable switches, Factory factory, Speller speller) {

    /** Makes an object with picocli annotations, whose {@code call} does the work and returns the exit code. */
    @FunctionalInterface
    public interface Factory {
        /** A new command that works in {@code context}. */
        Callable<Integer> create(ToolContext context);
    }

    /** Rewrites a command line of an unusual grammar as one that a {@link SwitchTable} reads. */
    @FunctionalInterface
    public interface Speller {
        /** The same command line, one token for each switch and value, {@code --}, and the operands. */
        List<String> spell(List<String> argv) throws UsageException;
    }

    /** A command whose command line is read as it is. */
    public ToolCommand(String verb, SwitchTable switches, Factory factory) {
        this(verb, switches, factory, argv -> argv);
    }

    /** This command with a grammar of its own. */
    public ToolCommand spelled(Speller own) {
        return new ToolCommand(verb, switches, factory, own);
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

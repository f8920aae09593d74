// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.Optional;

/**
 * What can be read of a command line that could not be carried out, so that a tool reports the mistake where and in the form that
 * the command line asks for. Tokens that make no sense are left out. Immutable.
 *
 * @param verb the verb in the tool's own spelling; empty if the tool has none, or if there was none that it knows
 * @param tokens {@code -name} or {@code -name=value} for each switch, as in {@link WinArgs#tokens()}; no operands
 */
public record Given(String verb, List<String> tokens) {

    /** Copies the list. */
    public Given {
        tokens = List.copyOf(tokens);
    }

    /** Whether a flag was given; {@code name} is canonical, such as {@code --json}. */
    public boolean has(String name) {
        return tokens.contains(name);
    }

    /** The value of a switch, the last one if it was given more than once; {@code name} is canonical, such as {@code -d}. */
    public Optional<String> value(String name) {
        String start = name + "=";
        Optional<String> value = Optional.empty();
        for (String token : tokens) {
            if (token.startsWith(start)) {
                value = Optional.of(token.substring(start.length()));
            }
        }
        return value;
    }

    /**
     * Reads what it can.
     *
     * @param commands the commands of a tool, at least one; where the verb is unknown the switches of the first count
     * @param argv the whole command line
     */
    static Given read(List<ToolCommand> commands, List<String> argv) {
        String first = argv.isEmpty() ? "" : argv.get(0);
        for (ToolCommand command : commands) {
            if (command.names(first)) {
                return new Given(command.verb(), WinArgs.salvage(command.switches(), command.arguments(argv)));
            }
        }
        return new Given("", WinArgs.salvage(commands.get(0).switches(), argv));
    }
}

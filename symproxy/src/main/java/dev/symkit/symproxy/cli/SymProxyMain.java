// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.OptionalInt;

/** The {@code symproxy} tool. */
public final class SymProxyMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new SymProxyMain(), argv);
    }

    @Override
    public String name() {
        return "symproxy";
    }

    @Override
    public String help() {
        return SymProxyHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(SymProxyHelp.EXIT_SYNTAX);
    }

    @Override
    public List<ToolCommand> commands() {
        return SymProxyCommands.ALL;
    }

    @Override
    public ToolErrors errors() {
        return new SymProxyErrors();
    }
}

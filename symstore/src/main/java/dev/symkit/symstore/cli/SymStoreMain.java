// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.OptionalInt;

/** The {@code symstore} tool. */
public final class SymStoreMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new SymStoreMain(), argv);
    }

    @Override
    public String name() {
        return "symstore";
    }

    @Override
    public String help() {
        return SymStoreHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(SymStoreHelp.EXIT_SYNTAX);
    }

    @Override
    public List<ToolCommand> commands() {
        return SymStoreCommands.ALL;
    }

    @Override
    public ToolErrors errors() {
        return new SymStoreErrors();
    }
}

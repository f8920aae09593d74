// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.OptionalInt;

/** The {@code convertstore} tool. */
public final class ConvertStoreMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new ConvertStoreMain(), argv);
    }

    @Override
    public String name() {
        return "convertstore";
    }

    @Override
    public String help() {
        return ConvertStoreHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(SymStoreHelp.EXIT_SYNTAX);
    }

    @Override
    public List<ToolCommand> commands() {
        return List.of(ToolCommand.withoutVerb(ConvertCommand.SWITCHES, ConvertCommand::new));
    }

    @Override
    public ToolErrors errors() {
        return new ConvertStoreErrors();
    }
}

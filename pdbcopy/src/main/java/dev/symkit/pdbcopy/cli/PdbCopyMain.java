// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;

/** The {@code pdbcopy} tool. */
public final class PdbCopyMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new PdbCopyMain(), argv);
    }

    @Override
    public String name() {
        return "pdbcopy";
    }

    @Override
    public String help() {
        return PdbCopyHelp.TEXT;
    }

    @Override
    public List<ToolCommand> commands() {
        return List.of(ToolCommand.withoutVerb(PdbCopyCommand.SWITCHES, PdbCopyCommand::new));
    }

    @Override
    public ToolErrors errors() {
        return new PdbCopyErrors();
    }
}

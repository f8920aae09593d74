// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.SystemProperties;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.OptionalInt;

/** The {@code symsrv} tool. */
public final class SymSrvMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new SymSrvMain(), argv);
    }

    @Override
    public String name() {
        return "symsrv";
    }

    @Override
    public String help() {
        return SymSrvHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(SymSrvErrors.USAGE);
    }

    @Override
    public List<ToolCommand> commands() {
        return SymSrvCommands.with(SystemProperties.texts());
    }

    @Override
    public ToolErrors errors() {
        return new SymSrvErrors();
    }
}

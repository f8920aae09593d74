// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.agestore.LocalHost;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;

/** The {@code agestore} tool. */
public final class AgeStoreMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new AgeStoreMain(), argv);
    }

    @Override
    public String name() {
        return "agestore";
    }

    @Override
    public String help() {
        return AgeStoreHelp.TEXT;
    }

    @Override
    public List<ToolCommand> commands() {
        return AgeStoreCommand.on(new LocalHost(System.getProperty("os.name", "")));
    }

    @Override
    public ToolErrors errors() {
        return new AgeStoreErrors();
    }
}

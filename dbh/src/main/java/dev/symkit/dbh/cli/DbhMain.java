// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.SystemProperties;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.Map;

/** The {@code dbh} tool. */
public final class DbhMain implements Tool {
    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new DbhMain(), argv);
    }

    @Override
    public String name() {
        return "dbh";
    }

    @Override
    public String help() {
        return DbhHelp.TEXT;
    }

    @Override
    public List<ToolCommand> commands() {
        Map<String, String> texts = SystemProperties.texts();
        return List.of(ToolCommand.withoutVerb(DbhOptions.SWITCHES, context -> new DbhCommand(context, texts))
                .spelled(DbhSpelling::of));
    }

    @Override
    public ToolErrors errors() {
        return new DbhErrors();
    }
}

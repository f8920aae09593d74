// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

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
        Properties properties = System.getProperties();
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return List.of(
                ToolCommand.withoutVerb(DbhOptions.SWITCHES, context -> new DbhCommand(context, Map.copyOf(texts)))
                        .spelled(DbhSpelling::of));
    }

    @Override
    public ToolErrors errors() {
        return new DbhErrors();
    }
}

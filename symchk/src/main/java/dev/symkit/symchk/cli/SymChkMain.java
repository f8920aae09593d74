// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.SystemProperties;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The {@code symchk} tool. */
public final class SymChkMain implements Tool {

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new SymChkMain(), argv);
    }

    @Override
    public String name() {
        return "symchk";
    }

    @Override
    public String help() {
        return SymChkHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(SymChkErrors.IMPOSSIBLE);
    }

    @Override
    public List<ToolCommand> commands() {
        Map<String, String> texts = SystemProperties.texts();
        return List.of(ToolCommand.withoutVerb(ChkOptions.SWITCHES, context -> new SymChkCommand(context, texts))
                .spelled(ChkSpelling::of));
    }

    @Override
    public ToolErrors errors() {
        return new SymChkErrors();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** The {@code undname} tool. */
public final class UndnameMain implements Tool {
    /** As the original returns it (observed in public reports). */
    private static final int NOTHING_ASKED = 1;

    /** Runs the tool as a process. */
    public static void main(String[] argv) {
        ToolMain.main(new UndnameMain(), argv);
    }

    @Override
    public String name() {
        return "undname";
    }

    @Override
    public String help() {
        return UndnameHelp.TEXT;
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(NOTHING_ASKED);
    }

    @Override
    public List<ToolCommand> commands() {
        return List.of(ToolCommand.withoutVerb(UndnameCommand.SWITCHES, new Maker()));
    }

    @Override
    public ToolErrors errors() {
        return new UndnameErrors();
    }

    /** No lambda: the first one costs a tenth of the time that the tool takes to start. */
    private static final class Maker implements ToolCommand.Factory {
        @Override
        public Callable<Integer> create(ToolContext context) {
            return new UndnameCommand(context);
        }
    }
}

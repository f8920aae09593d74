// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.OptionalInt;

/**
 * One command-line tool, as {@link ToolMain} needs it. Help and version are answered from {@link #name}, {@link #help} and
 * {@link #exitWithoutArguments} alone, before any other method is called: these three and the constructor load no further classes,
 * because start-up time is counted.
 */
public interface Tool {
    /** The name as typed: {@code symstore}. */
    String name();

    /** The help text, lines ended by LF. */
    String help();

    /** The exit code of a call without arguments, which then shows the help; empty if such a call is a normal run. */
    default OptionalInt exitWithoutArguments() {
        return OptionalInt.empty();
    }

    /** The commands: one for each verb, or a single one without a verb. */
    List<ToolCommand> commands();

    /** The tool's way to report failures. */
    ToolErrors errors();
}

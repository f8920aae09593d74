// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolCommand;
import java.util.List;

/** The verbs and their switches. */
final class SymProxyCommands {
    /** Those of {@link CommonOptions}. */
    static final SwitchTable COMMON = SwitchTable.caseSensitive(
            Switch.longValue("--config"),
            Switch.longValue("--data"),
            Switch.longValue("--set").repeated());

    private static final SwitchTable TOKEN =
            COMMON.plus(Switch.longValue("--role"), Switch.longValue("--ttl")).withOperands();

    private static final SwitchTable IMPORT =
            SwitchTable.caseSensitive(Switch.longValue("--reg"), Switch.longValue("--ini"), Switch.longValue("--out"));

    private static final SwitchTable SERVE = COMMON.plus(Switch.longValue("--port"), Switch.longFlag("--quiet"));

    private static final SwitchTable QUICK = SwitchTable.caseSensitive(
            Switch.longValue("--cache"),
            Switch.longValue("--upstream").repeated(),
            Switch.longValue("--port"),
            Switch.longValue("--data"),
            Switch.longValue("--set").repeated(),
            Switch.longFlag("--quiet"));

    private static final SwitchTable CHECK = COMMON.plus(Switch.longFlag("--online"));

    private static final SwitchTable WARM =
            COMMON.plus(Switch.longValue("--keys"), Switch.longValue("--directory"), Switch.value("j"));

    private static final SwitchTable FSCK = COMMON.plus(
            Switch.longFlag("--repair"), Switch.longFlag("--json"), Switch.longValue("--directory"), Switch.value("j"));

    static final List<ToolCommand> ALL = List.of(
            new ToolCommand("quick", QUICK, QuickCommand::new),
            new ToolCommand("serve", SERVE, ServeCommand::new),
            new ToolCommand("check", CHECK, CheckCommand::new),
            new ToolCommand("import", IMPORT, ImportCommand::new),
            new ToolCommand("warm", WARM, WarmCommand::new),
            new ToolCommand("fsck", FSCK, FsckCommand::new),
            new ToolCommand("token", TOKEN, TokenCommand::new));

    private SymProxyCommands() {}
}

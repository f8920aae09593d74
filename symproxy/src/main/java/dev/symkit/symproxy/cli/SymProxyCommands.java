// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolCommand;
import java.util.List;
import java.util.Map;

/** The verbs and their switches. */
final class SymProxyCommands {
    private static final SwitchTable COMMON = SwitchTable.ignoringCase(
            Switch.longValue("--data"), Switch.longValue("--set").repeated(), Switch.longFlag("--quiet"));

    static final SwitchTable SERVE = COMMON.plus(Switch.longValue("--config"), Switch.longValue("--port"));
    static final SwitchTable QUICK = COMMON.plus(
            Switch.longValue("--cache"), Switch.longValue("--upstream").repeated(), Switch.longValue("--port"));
    static final SwitchTable CHECK = COMMON.plus(Switch.longValue("--config"));

    private SymProxyCommands() {}

    /** The verbs, with the system properties. */
    static List<ToolCommand> with(Map<String, String> properties) {
        return List.of(
                new ToolCommand("serve", SERVE, context -> new ServeCommand(context, properties)),
                new ToolCommand("quick", QUICK, context -> new QuickCommand(context, properties)),
                new ToolCommand("check", CHECK, CheckCommand::new));
    }
}

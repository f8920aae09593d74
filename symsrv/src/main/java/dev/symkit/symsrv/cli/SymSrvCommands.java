// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolCommand;
import java.util.List;
import java.util.Map;

/** The verbs and their switches. */
final class SymSrvCommands {
    private static final SwitchTable COMMON = SwitchTable.ignoringCase(
            Switch.value("y"),
            Switch.value("j"),
            Switch.longValue("--jobs"),
            Switch.longValue("--ini"),
            Switch.longValue("--proxy"),
            Switch.longValue("--home"),
            Switch.longValue("--timeout"),
            Switch.longValue("--map").repeated(),
            Switch.longFlag("--noisy"),
            Switch.longFlag("--json"),
            Switch.longFlag("--quiet"),
            Switch.longFlag("--offline"),
            Switch.longFlag("--refresh"),
            Switch.longFlag("--overwrite"),
            Switch.longFlag("--no-copy"),
            Switch.longFlag("--secure"));

    static final SwitchTable GET = COMMON.plus(Switch.value("o"), Switch.longValue("--for"), Switch.longFlag("--pdb"))
            .withOperands();
    static final SwitchTable BULK = COMMON.plus(Switch.longValue("--list"));
    static final SwitchTable PATH = COMMON;
    static final SwitchTable INDEX = SwitchTable.ignoringCase(Switch.longFlag("--json"), Switch.longFlag("--pdb"))
            .withOperands();
    static final SwitchTable PING = COMMON.withOperands();
    static final SwitchTable CACHE = COMMON.plus(Switch.longFlag("--misses"), Switch.longFlag("--clear-misses"));

    private SymSrvCommands() {}

    /** The verbs, with the system properties. */
    static List<ToolCommand> with(Map<String, String> properties) {
        return List.of(
                new ToolCommand("get", GET, context -> new GetCommand(context, properties)),
                new ToolCommand("bulk", BULK, context -> new BulkCommand(context, properties)),
                new ToolCommand("path", PATH, context -> new PathCommand(context, properties)),
                new ToolCommand("index", INDEX, IndexCommand::new),
                new ToolCommand("ping", PING, context -> new PingCommand(context, properties)),
                new ToolCommand("cache", CACHE, context -> new CacheCommand(context, properties)));
    }
}

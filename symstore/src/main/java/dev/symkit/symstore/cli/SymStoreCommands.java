// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolCommand;
import java.util.List;

/** The verbs and their switches. */
final class SymStoreCommands {
    private static final SwitchTable COMMON = SwitchTable.ignoringCase(
                    Switch.value("s"),
                    Switch.value("d"),
                    Switch.flag("o"),
                    Switch.longFlag("--json"),
                    Switch.longFlag("--quiet"),
                    Switch.longFlag("--compat-exit"),
                    Switch.longFlag("--no-sync"),
                    Switch.longValue("--jobs"),
                    Switch.longValue("--lock-timeout"),
                    Switch.longValue("--map").repeated())
            .refusingQuotes();

    private static final SwitchTable FILES = COMMON.plus(
            Switch.flag("r"),
            Switch.value("f").repeated(),
            Switch.longValue("--exclude").repeated());

    static final SwitchTable ADD = FILES.plus(
            Switch.value("t"),
            Switch.value("v"),
            Switch.value("c"),
            Switch.flag("3"),
            Switch.flag("p"),
            Switch.flag("l"),
            Switch.value(":MSG"),
            Switch.flag(":REL"),
            Switch.flag(":NOREFS"),
            Switch.flag(":NOFORCECOPY"),
            Switch.value("x"),
            Switch.flag("a"),
            Switch.flag("q"),
            Switch.value("y"),
            Switch.value("yi"),
            Switch.value("g"),
            Switch.value("z"),
            Switch.value("m"),
            Switch.value("h"),
            Switch.keyword("compress", "CAB", "CAB", "ZIP").rejecting("Invalid compression type '<token>'"),
            Switch.longFlag("--ssqp"),
            Switch.longFlag("--skip-existing"),
            Switch.longFlag("--layout-only"),
            Switch.longFlag("--lower-case"),
            Switch.longFlag("--strict-compat"),
            Switch.longFlag("--ptr-prefix"),
            Switch.longFlag("--refuse-class-change"),
            Switch.longFlag("--verify"),
            Switch.longValue("--max-compress"),
            Switch.longValue("--portable-key"));

    static final SwitchTable QUERY = FILES;

    private static final SwitchTable TRANSACTIONS = COMMON.plus(Switch.value("t"), Switch.value("v"));

    static final SwitchTable DEL = TRANSACTIONS.plus(
            Switch.value("i").repeated(),
            Switch.longFlag("--force"),
            Switch.longFlag("--yes"),
            Switch.longFlag("--dry-run"),
            Switch.longValue("--older-than"),
            Switch.longValue("--keep-last"),
            Switch.longValue("--max-size"));

    static final SwitchTable VERIFY = COMMON.plus(Switch.longFlag("--repair"));

    static final SwitchTable LIST = TRANSACTIONS.plus(
            Switch.longValue("--since"),
            Switch.longValue("--before"),
            Switch.longFlag("--files"),
            Switch.longFlag("--sizes"));

    static final SwitchTable MERGE = COMMON.plus(Switch.longValue("--from"));

    static final SwitchTable COPY = MERGE;

    static final SwitchTable ADOPT = TRANSACTIONS.plus(Switch.value("c"), Switch.longFlag("--no-check"));

    static final List<ToolCommand> ALL = List.of(
            new ToolCommand("add", ADD, AddCommand::new),
            new ToolCommand("query", QUERY, QueryCommand::new),
            new ToolCommand("del", DEL, DelCommand::new),
            new ToolCommand("verify", VERIFY, VerifyCommand::new),
            new ToolCommand("list", LIST, ListCommand::new),
            new ToolCommand("merge", MERGE, MergeCommand::new),
            new ToolCommand("copy", COPY, CopyCommand::new),
            new ToolCommand("adopt", ADOPT, AdoptCommand::new));

    private SymStoreCommands() {}
}

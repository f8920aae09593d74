// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.unwind.UnwindEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The command that shows unwind data (dbh.md 3.3 and 7). */
public final class UnwindCommand {
    /** The command. */
    public static final Entry UNWIND =
            Entry.of("uw", "", "HEX", "shows the unwind data of an address", UnwindCommand::unwind);

    private static final String FUNCTION = "SymGetUnwindInfo";

    private UnwindCommand() {}

    private static void unwind(Session session, String argument) throws IOException {
        OptionalLong address = Hex.parse(argument);
        if (address.isEmpty()) {
            session.out().line(UNWIND.hint());
            return;
        }
        if (session.current().isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, FUNCTION);
            return;
        }
        Optional<LoadedModule> module = session.modules().at(address.getAsLong());
        if (module.isEmpty()) {
            ErrorCode.tell(session, ErrorCode.MODULE_NOT_FOUND, FUNCTION);
            return;
        }
        List<UnwindEntry> entries = session.unwind(module.get())
                .find(address.getAsLong() - module.get().base());
        if (entries.isEmpty()) {
            session.out().line("Unwind info size is zero.");
        }
        for (UnwindEntry entry : entries) {
            if (!session.tell(entry)) {
                return;
            }
        }
    }
}

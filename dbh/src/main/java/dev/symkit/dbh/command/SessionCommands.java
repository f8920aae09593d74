// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.SymbolOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Commands about the session itself (dbh.md 3.1). */
public final class SessionCommands {
    private static final Entry VERBOSE =
            Entry.of("verbose", "v", "[on|off]", "tells how files are looked for", SessionCommands::verbose);
    private static final Entry OPTIONS =
            Entry.of("symopt", "", "[+|-][HEX]", "shows, sets or clears symbol options", SessionCommands::symopt);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            Entry.of("quit", "q", "", "ends the program", SessionCommands::quit),
            VERBOSE,
            Entry.of("sympath", "", "[PATH]", "shows or sets the symbol path", SessionCommands::sympath),
            OPTIONS,
            Entry.unlisted("setret", "", "listings end after one row, or do not", SessionCommands::setret),
            Entry.unlisted("scrap", "", "does nothing", (session, argument) -> {}));

    private SessionCommands() {}

    private static void quit(Session session, String argument) {
        session.out().line("goodbye");
        session.end();
    }

    private static void verbose(Session session, String argument) {
        switch (argument.toLowerCase(Locale.ROOT)) {
            case "" -> {}
            case "on" -> session.setOptions(session.options().with(SymbolOptions.DEBUG));
            case "off" -> session.setOptions(session.options().without(SymbolOptions.DEBUG));
            default -> session.out().line(VERBOSE.hint());
        }
        tellVerbose(session);
    }

    /** Says whether the search for files is told. */
    public static void tellVerbose(Session session) {
        boolean on = session.options().has(SymbolOptions.DEBUG);
        session.out().line("verbose mode " + (on ? "on." : "off."));
    }

    private static void sympath(Session session, String argument) throws IOException {
        if (!argument.isEmpty()) {
            session.setSymbolPath(argument);
        }
        tellPath(session);
    }

    /** Says what the symbol path is. */
    public static void tellPath(Session session) {
        session.out().line("Symbol Search Path: " + session.symbolPath());
    }

    private static void symopt(Session session, String argument) {
        tellOptions(session);
        if (argument.isEmpty()) {
            return;
        }
        char sign = argument.charAt(0);
        boolean signed = sign == '+' || sign == '-';
        OptionalLong value = Hex.parse(signed ? argument.substring(1) : argument);
        if (value.isEmpty() || value.getAsLong() >>> Integer.SIZE != 0) {
            session.out().line(OPTIONS.hint());
            return;
        }
        int bits = (int) value.getAsLong();
        SymbolOptions old = session.options();
        session.setOptions(sign == '+' ? old.with(bits) : sign == '-' ? old.without(bits) : old.set(bits));
        tellOptions(session);
    }

    private static void tellOptions(Session session) {
        session.out()
                .line("Symbol Options: 0x"
                        + Integer.toHexString(session.options().bits()));
    }

    private static void setret(Session session, String argument) {
        session.setStopAtFirst(!session.stopsAtFirst());
        session.out().line("return value set to " + !session.stopsAtFirst());
    }
}

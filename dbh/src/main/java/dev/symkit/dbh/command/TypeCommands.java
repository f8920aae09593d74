// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.dbh.type.NamedType;
import dev.symkit.dbh.type.TypeList;
import dev.symkit.dbh.type.TypeMembers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Commands about types (dbh.md 3.3). */
public final class TypeCommands {
    private static final String MEMBERS = "-r";

    private static final Entry TYPE =
            Entry.of("type", "t", "[-r] NAME", "shows a type; -r: what is in it", TypeCommands::type);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            TYPE,
            Entry.unlisted("etypes", "[MASK]", "lists types that have names", TypeCommands::etypes),
            Entry.of("dtag", "", "", "lists the kinds of symbols with their numbers", TypeCommands::dtag));

    private TypeCommands() {}

    private static void type(Session session, String argument) throws IOException {
        boolean members = argument.equals(MEMBERS) || argument.startsWith(MEMBERS + " ");
        String name = members ? argument.substring(MEMBERS.length()).strip() : argument;
        if (name.isEmpty()) {
            session.out().line(TYPE.hint());
            return;
        }
        for (PdbTarget target : PdbTarget.of(session, name)) {
            Optional<NamedType> found = NamedType.find(target.pdb(), target.name(), session.lookout());
            if (found.isPresent()) {
                if (members) {
                    members(session, target, found.get());
                } else {
                    SymbolRow row =
                            found.get().row(target.pdb(), target.module().base());
                    session.tell(row.named(ShownNames.plain(row.name(), session.options())));
                }
                return;
            }
        }
        Optional<SymbolRow> symbol = Lookup.of(session, name).first(session);
        if (symbol.isPresent()) {
            session.tell(symbol.get());
        }
    }

    private static void members(Session session, PdbTarget target, NamedType type) throws IOException {
        boolean all = TypeMembers.show(target.pdb().types().orElseThrow(), type, session.options(), session::tell);
        if (!all) {
            session.out().line("...");
        }
    }

    private static void etypes(Session session, String argument) throws IOException {
        if (session.modules().all().isEmpty()) {
            session.out().line("error 0x6 calling SymEnumTypes()");
            return;
        }
        boolean ignoreCase = session.options().has(SymbolOptions.CASE_INSENSITIVE);
        for (PdbTarget target : PdbTarget.of(session, argument)) {
            Mask mask = Mask.ofSymbols(target.name(), ignoreCase);
            if (!TypeList.list(target.pdb(), mask, session.options(), session::tell, session.lookout())) {
                return;
            }
        }
    }

    private static void dtag(Session session, String argument) {
        for (int tag = 0; tag < Tag.count(); tag++) {
            if (!session.tell(new TagRow(tag))) {
                return;
            }
        }
    }

    /** A kind of symbols. */
    private record TagRow(int tag) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append(tag < 0x10 ? "  0x0" : "  0x")
                    .append(Hex.of(tag))
                    .append(" : ")
                    .append(Tag.name(tag))
                    .append('\n');
        }

        @Override
        public void fields(Fields into) {
            into.number("tag", tag);
            into.text("name", Tag.name(tag));
        }
    }
}

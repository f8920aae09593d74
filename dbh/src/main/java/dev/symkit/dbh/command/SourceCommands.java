// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.line.LineListing;
import dev.symkit.dbh.line.LineSearch;
import dev.symkit.dbh.line.LineSource;
import dev.symkit.dbh.line.LineSpot;
import dev.symkit.dbh.line.NameRow;
import dev.symkit.dbh.line.SourceLineRow;
import dev.symkit.dbh.line.SourceName;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.source.SourceOriginRow;
import dev.symkit.dbh.source.SourceOrigins;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Commands that list sources, object files, lines and moved addresses (dbh.md 3.2 and 3.4). */
public final class SourceCommands {
    private static final String ORIGINS = "--sourcelink";

    private static final Entry LINES_OF_SOURCE = Entry.of(
            "srclines", "", "FILE LINE", "shows the object files that have code of a line", SourceCommands::srclines);

    /** The commands about a module. */
    public static final List<Entry> OF_MODULE = List.of(
            Entry.of("omap", "", "", "shows where addresses went after linking", SourceCommands::omap),
            Entry.of("obj", "o", "[MASK]", "lists object files", SourceCommands::obj),
            Entry.of(
                    "src",
                    "r",
                    "[MASK] [" + ORIGINS + "]",
                    "lists sources; or where a source server has them",
                    SourceCommands::src));

    /** The commands about lines. */
    public static final List<Entry> OF_LINES = List.of(
            LINES_OF_SOURCE,
            Entry.of("elines", "e", "[SRCMASK [OBJMASK]]", "lists line numbers", SourceCommands::elines));

    private SourceCommands() {}

    private static void omap(Session session, String argument) throws IOException {
        Optional<PdbFile> pdb = pdb(session);
        Optional<OmapTable> to = Optional.empty();
        Optional<OmapTable> from = Optional.empty();
        if (pdb.isPresent() && pdb.get().dbi().isPresent()) {
            DebugStreams streams = pdb.get().dbi().get().debugStreams();
            to = streams.omapToSource();
            from = streams.omapFromSource();
        }
        if (to.isEmpty() && from.isEmpty()) {
            int code = session.current().isEmpty() ? ErrorCode.NO_MODULE : ErrorCode.FILE_NOT_FOUND;
            session.out().line("Error 0x" + Integer.toHexString(code) + " calling SymGetOmap().");
        }
        session.out().caption("to...");
        boolean more = to.isEmpty() || entries(session, to.get());
        session.out().blank();
        session.out().caption("from...");
        if (more && from.isPresent()) {
            entries(session, from.get());
        }
    }

    private static boolean entries(Session session, OmapTable table) throws IOException {
        for (int i = 0; i < table.count(); i++) {
            if (!session.tell(new OmapRow(table.rva(i), table.target(i)))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<PdbFile> pdb(Session session) {
        return session.current().flatMap(LoadedModule::symbols).flatMap(file -> file.pdb());
    }

    private static void obj(Session session, String argument) throws IOException {
        if (session.current().isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, "SymSearch");
            return;
        }
        Optional<LineSource> source = session.sources(session.current().get());
        Mask mask = Mask.ofPaths(argument);
        if (source.isPresent()) {
            for (String name : source.get().objects()) {
                if (mask.matches(name) && !session.tell(new NameRow("object", name))) {
                    return;
                }
            }
        }
    }

    private static void src(Session session, String argument) throws IOException {
        if (session.current().isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, "SymEnumSourceFiles");
            return;
        }
        LoadedModule module = session.current().get();
        boolean origins = argument.endsWith(ORIGINS);
        String text = origins
                ? argument.substring(0, argument.length() - ORIGINS.length()).strip()
                : argument.startsWith(ORIGINS + " ")
                        ? argument.substring(ORIGINS.length()).strip()
                        : argument;
        origins |= argument.startsWith(ORIGINS + " ");
        Mask mask = Mask.ofPaths(text);
        Optional<LineSource> source = session.sources(module);
        Optional<SourceOrigins> places = origins ? SourceOrigins.of(module) : Optional.empty();
        if (source.isEmpty()) {
            return;
        }
        for (String path : source.get().sources()) {
            if (mask.matches(path)) {
                boolean more = origins
                        ? places.isEmpty() || tellOrigin(session, path, places.get())
                        : session.tell(new NameRow("file", path));
                if (!more) {
                    return;
                }
            }
        }
    }

    private static boolean tellOrigin(Session session, String path, SourceOrigins places) {
        Optional<String> origin = places.of(path);
        return origin.isEmpty() || session.tell(new SourceOriginRow(path, origin.get()));
    }

    private static void srclines(Session session, String argument) throws IOException {
        int blank = argument.lastIndexOf(' ');
        OptionalLong line = LineCommands.decimal(argument.substring(blank + 1));
        if (blank < 0 || line.isEmpty()) {
            session.out().line(LINES_OF_SOURCE.hint());
            return;
        }
        if (session.current().isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, "SymEnumSourceLines");
            return;
        }
        LoadedModule module = session.current().get();
        Optional<LineSource> lines = session.lines(module);
        SourceName source = new SourceName(argument.substring(0, blank).strip());
        List<LineSpot> found =
                lines.isEmpty() ? List.of() : new LineSearch(lines.get(), source).nearest(line.getAsLong());
        if (found.isEmpty()) {
            ErrorCode.tell(session, ErrorCode.FILE_NOT_FOUND, "SymEnumSourceLines");
            return;
        }
        List<String> objects = lines.orElseThrow().objects();
        for (LineSpot spot : found) {
            long address = module.address(spot.rva());
            if (!session.tell(new SourceLineRow(address, objects.get(spot.object()), spot.line(), spot.file()))) {
                return;
            }
        }
    }

    private static void elines(Session session, String argument) throws IOException {
        if (session.current().isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, "SymEnumLines");
            return;
        }
        LoadedModule module = session.current().get();
        Optional<LineSource> lines = session.lines(module);
        if (lines.isPresent()) {
            int blank = argument.indexOf(' ');
            Mask sources = Mask.ofPaths(blank < 0 ? argument : argument.substring(0, blank));
            Mask objects =
                    Mask.ofPaths(blank < 0 ? "" : argument.substring(blank + 1).strip());
            LineListing listing = new LineListing();
            list(session, module, lines.get(), sources, objects, listing);
            if (listing.isStarted()) {
                session.out().caption(listing.rest());
            }
        }
    }

    private static void list(
            Session session, LoadedModule module, LineSource lines, Mask sources, Mask objects, LineListing listing)
            throws IOException {
        List<String> names = lines.objects();
        for (int object : lines.objectsWith(sources::matches)) {
            String name = names.get(object);
            if (!objects.matches(name)) {
                continue;
            }
            for (LineSpot spot : lines.lines(object).all()) {
                if (sources.matches(spot.file())
                        && !session.tell(listing.add(name, spot.file(), spot.line(), module.address(spot.rva())))) {
                    return;
                }
            }
        }
    }
}

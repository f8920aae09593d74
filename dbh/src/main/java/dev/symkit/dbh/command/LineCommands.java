// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.line.CurrentLine;
import dev.symkit.dbh.line.InlineFrame;
import dev.symkit.dbh.line.LineRecord;
import dev.symkit.dbh.line.LineSearch;
import dev.symkit.dbh.line.LineSource;
import dev.symkit.dbh.line.LineSpot;
import dev.symkit.dbh.line.NearestCode;
import dev.symkit.dbh.line.ObjectLines;
import dev.symkit.dbh.line.SourceName;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.SymbolOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Commands that go from addresses to lines and back (dbh.md 3.4). */
public final class LineCommands {
    private static final String INLINED = "-i";

    private static final Entry AT_ADDRESS = Entry.of(
            "laddr",
            "",
            "[-i] HEX",
            "shows the line of an address; -i also the calls inlined there",
            LineCommands::laddr);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            Entry.of("line", "l", "FILE#LINE", "shows the first address of a line", LineCommands::line),
            AT_ADDRESS,
            Entry.of("linenext", "j", "", "shows the line after the last one shown", LineCommands::next),
            Entry.of("lineprev", "k", "", "shows the line before the last one shown", LineCommands::previous));

    private LineCommands() {}

    private static void line(Session session, String argument) throws IOException {
        int hash = argument.lastIndexOf('#');
        OptionalLong line = hash < 1
                ? OptionalLong.empty()
                : decimal(argument.substring(hash + 1).strip());
        if (line.isEmpty()) {
            session.out().line("line: filespec#linenum");
            return;
        }
        String file = argument.substring(0, hash).strip();
        Optional<CurrentLine> found = find(session, new SourceName(file), line.getAsLong());
        if (found.isEmpty()) {
            int code = session.current().isEmpty() ? ErrorCode.NO_MODULE : ErrorCode.FILE_NOT_FOUND;
            session.out()
                    .line("line: error 0x" + Integer.toHexString(code) + " looking for " + file + "#"
                            + line.getAsLong());
            return;
        }
        show(session, found.get(), OptionalLong.of(found.get().spot().line() - line.getAsLong()));
    }

    /** In the current module, then in the others. */
    private static Optional<CurrentLine> find(Session session, SourceName file, long line) throws IOException {
        List<LoadedModule> modules = new ArrayList<>();
        session.current().ifPresent(modules::add);
        session.modules().all().stream()
                .filter(module -> !modules.contains(module))
                .forEach(modules::add);
        for (LoadedModule module : modules) {
            Optional<LineSource> lines = session.lines(module);
            if (lines.isPresent()) {
                Optional<LineSpot> spot = new LineSearch(lines.get(), file).firstFrom(line);
                if (spot.isPresent()) {
                    return Optional.of(new CurrentLine(module, spot.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static void laddr(Session session, String argument) throws IOException {
        boolean inlined = argument.equals(INLINED) || argument.startsWith(INLINED + " ");
        String text = inlined ? argument.substring(INLINED.length()).strip() : argument;
        OptionalLong address = Hex.parse(text);
        if (address.isEmpty()) {
            session.out().line(AT_ADDRESS.hint());
            return;
        }
        Optional<LoadedModule> module = session.modules().at(address.getAsLong());
        Optional<LineSource> lines = module.isEmpty() ? Optional.empty() : session.lines(module.get());
        long rva = module.isEmpty() ? 0 : known(session, module.get(), address.getAsLong());
        Optional<LineSpot> spot =
                lines.isEmpty() ? Optional.empty() : lines.get().at(rva);
        if (spot.isEmpty()) {
            session.out()
                    .line("line: error 0x" + Integer.toHexString(missing(session, module)) + " looking for source at 0x"
                            + Hex.of(address.getAsLong()));
        } else {
            CurrentLine current = new CurrentLine(module.orElseThrow(), spot.get());
            show(session, current, OptionalLong.of(rva - spot.get().rva()));
        }
        if (inlined && lines.isPresent()) {
            for (InlineFrame frame : lines.get().frames(rva, session.options())) {
                if (!session.tell(frame)) {
                    break;
                }
            }
        }
    }

    /** The distance of an address, or if that leads to no symbols and the user wants it, of one nearby. */
    private static long known(Session session, LoadedModule module, long address) throws IOException {
        long rva = address - module.base();
        return session.options().has(SymbolOptions.OMAP_FIND_NEAREST) ? NearestCode.of(module, rva) : rva;
    }

    private static int missing(Session session, Optional<LoadedModule> module) {
        if (session.current().isEmpty()) {
            return ErrorCode.NO_MODULE;
        }
        return module.isEmpty() ? ErrorCode.MODULE_NOT_FOUND : ErrorCode.INVALID_ADDRESS;
    }

    private static void next(Session session, String argument) throws IOException {
        move(session, ObjectLines::after);
    }

    private static void previous(Session session, String argument) throws IOException {
        move(session, ObjectLines::before);
    }

    /** Goes from one line to another. */
    @FunctionalInterface
    private interface Step {
        Optional<LineSpot> from(ObjectLines lines, LineSpot spot);
    }

    /** Nothing is shown past the ends. */
    private static void move(Session session, Step step) throws IOException {
        Optional<CurrentLine> current = session.currentLine();
        if (current.isEmpty()) {
            session.out().line("no line was shown yet");
            session.out().line("name one with 'line FILE#LINE' or 'laddr HEX' first");
            return;
        }
        LoadedModule module = current.get().module();
        Optional<LineSource> lines = session.lines(module);
        if (lines.isEmpty()) {
            return;
        }
        LineSpot from = current.get().spot();
        Optional<LineSpot> to = step.from(lines.get().lines(from.object()), from);
        if (to.isPresent()) {
            show(session, new CurrentLine(module, to.get()), OptionalLong.empty());
        }
    }

    private static void show(Session session, CurrentLine line, OptionalLong displacement) {
        session.setCurrentLine(line);
        LineSpot spot = line.spot();
        session.tell(new LineRecord(spot.file(), spot.line(), line.module().address(spot.rva()), displacement));
    }

    /** A number of a line; empty if the text is none. */
    static OptionalLong decimal(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.file.FileRow;
import dev.symkit.dbh.file.IndexFacts;
import dev.symkit.dbh.file.PathFinder;
import dev.symkit.dbh.file.StorePlace;
import dev.symkit.dbh.file.Supplement;
import dev.symkit.dbh.file.Words;
import dev.symkit.dbh.show.Row;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.finder.Wanted;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.StoreFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Commands about keys and symbol stores (dbh.md 3.5). */
public final class StoreCommands {
    private static final Entry SRVPATH =
            Entry.of("srvpath", "", "PATH", "tells whether a place is a symbol store", StoreCommands::srvpath);
    private static final Entry SRVIND =
            Entry.of("srvind", "", "FILE", "shows the index of a file in stores", StoreCommands::srvind);
    private static final Entry FII =
            Entry.of("fii", "", "FILE", "shows what the index of a file is made of", StoreCommands::fii);
    private static final Entry GETFILE =
            Entry.of("getfile", "", "NAME INDEX", "finds the file of an index", StoreCommands::getfile);
    private static final Entry GETSYM =
            Entry.unlisted("getsym", "IMAGE 0|1|2", "finds the image, its PDB or its DBG file", StoreCommands::getsym);
    private static final Entry STOREADD =
            Entry.of("storeadd", "", "FILE STORE", "puts a file into a store", StoreCommands::storeadd);
    private static final Entry SUP = Entry.of(
            "sup",
            "",
            "STORE FILE1 FILE2",
            "finds what a store keeps about two files, or stores it",
            StoreCommands::sup);

    /** The commands. */
    public static final List<Entry> ALL = List.of(SRVPATH, SRVIND, FII, GETFILE, GETSYM, STOREADD, SUP);

    private StoreCommands() {}

    private static void srvpath(Session session, String argument) throws IOException {
        String path = whole(argument);
        if (path.isEmpty()) {
            session.out().line(SRVPATH.hint());
            return;
        }
        long code = 0;
        try {
            StorePlace place = StorePlace.of(session, path);
            if (!session.client().isStore(place.text())) {
                StorePing ping = session.client().ping(place.text());
                boolean answers = place.isUrl() && ping.reachable();
                code = answers ? 0 : ping.reachable() ? ErrorCode.FILE_NOT_FOUND : ErrorCode.of(ping.code());
            }
        } catch (IOException | InvalidPathException e) {
            code = ErrorCode.of(e);
        }
        session.tell(new StoreRow(path, code));
    }

    private static void srvind(Session session, String argument) {
        String name = whole(argument);
        if (name.isEmpty()) {
            session.out().line(SRVIND.hint());
            return;
        }
        long code = ErrorCode.BAD_FORMAT;
        try {
            List<FileKey> keys = FileKey.of(session.around().resolve(name));
            if (!keys.isEmpty()) {
                session.tell(new IndexRow(name, " : ", keys.get(0).index()));
                return;
            }
        } catch (IOException | InvalidPathException e) {
            code = ErrorCode.of(e);
        }
        ErrorCode.tell(session, code, "SymGetFileIndexString");
    }

    private static void fii(Session session, String argument) {
        String name = whole(argument);
        if (name.isEmpty()) {
            session.out().line(FII.hint());
            return;
        }
        long code = ErrorCode.BAD_FORMAT;
        try {
            Optional<IndexFacts> facts = IndexFacts.read(name, session.around().resolve(name));
            if (facts.isPresent()) {
                session.tell(facts.get());
                return;
            }
        } catch (IOException | InvalidPathException e) {
            code = ErrorCode.of(e);
        }
        ErrorCode.tell(session, code, "SymSrvGetFileIndexInfo");
    }

    private static void getfile(Session session, String argument) throws IOException {
        List<String> words = Words.of(argument);
        if (words.size() < 2) {
            session.out().line(GETFILE.hint());
            return;
        }
        LookupResult result = session.find(new FileKey(words.get(0), words.get(1)));
        if (!tell(session, result)) {
            session.out().line("not found");
        }
    }

    /** Tells of a file that was found; false if none was. */
    private static boolean tell(Session session, LookupResult result) {
        if (result instanceof LookupResult.Found found) {
            session.tell(FileRow.found(found.path().toString()));
        } else if (result instanceof LookupResult.Located located) {
            session.tell(FileRow.found(located.location()));
        } else {
            return false;
        }
        return true;
    }

    private static void getsym(Session session, String argument) throws IOException {
        List<String> words = Words.of(argument);
        Optional<Wanted> wanted = words.size() < 2 ? Optional.empty() : wanted(words.get(1));
        if (wanted.isEmpty()) {
            session.out().line(GETSYM.hint());
            return;
        }
        long code = 0;
        try {
            Path image = session.around().resolve(words.get(0));
            LookupResult result = PathFinder.find(session, image, wanted.get());
            if (!tell(session, result) && result instanceof LookupResult.NotFound missing) {
                code = ErrorCode.of(missing.code());
            }
        } catch (IOException | InvalidPathException e) {
            code = ErrorCode.of(e);
        }
        if (code != 0) {
            session.out().line("error 0x" + Long.toHexString(code) + " searching for file");
        }
    }

    private static Optional<Wanted> wanted(String type) {
        return switch (type) {
            case "0" -> Optional.of(Wanted.IMAGE);
            case "1" -> Optional.of(Wanted.PDB);
            case "2" -> Optional.of(Wanted.DBG);
            default -> Optional.empty();
        };
    }

    private static void storeadd(Session session, String argument) {
        List<String> words = Words.of(argument);
        if (words.size() != 2) {
            session.out().line(STOREADD.hint());
            return;
        }
        String name = words.get(0);
        long code = ErrorCode.BAD_FORMAT;
        try {
            Path file = session.around().resolve(name);
            Optional<FileKey> key = FileKey.of(file).stream().findFirst();
            if (key.isPresent()) {
                StorePlace place = StorePlace.of(session, words.get(1));
                session.tell(new IndexRow(name, " : index is ", key.get().index()));
                StoreFlags flags = new StoreFlags(StoreFlags.COMPRESS | StoreFlags.OVERWRITE);
                SymbolKey stored = SymbolKey.of(key.get().name(), key.get().index());
                session.tell(new FileRow("file stored in ", session.client().store(place.text(), file, stored, flags)));
                return;
            }
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            session.around().listener().trace("SYMSRV:  " + e.getMessage());
            code = ErrorCode.of(e);
        }
        session.out().line("error 0x" + Long.toHexString(code) + " storing " + name);
    }

    private static void sup(Session session, String argument) {
        List<String> words = Words.of(argument);
        if (words.size() != 3) {
            session.out().line(SUP.hint());
            return;
        }
        String function = "SymSrvDeltaName";
        int code = ErrorCode.BAD_FORMAT;
        try {
            Path store = session.around().resolve(words.get(0));
            Optional<FileKey> first = key(session, words.get(1));
            Optional<FileKey> second = key(session, words.get(2));
            if (first.isPresent() && second.isPresent()) {
                function = "SymSrvStoreSupplement";
                supplement(session, new Supplement(store, first.get(), second.get()));
                return;
            }
        } catch (IOException | InvalidPathException e) {
            code = ErrorCode.of(e);
        }
        ErrorCode.tell(session, code, function);
    }

    private static void supplement(Session session, Supplement supplement) throws IOException {
        session.tell(new FileRow("Delta file name is ", supplement.name()));
        if (Files.isRegularFile(supplement.path())) {
            session.tell(FileRow.of(supplement.path().toString()));
            return;
        }
        session.out().line("Delta not found.");
        supplement.write();
        session.tell(
                new FileRow(supplement.name() + " stored in ", supplement.path().toString()));
    }

    private static Optional<FileKey> key(Session session, String name) throws IOException {
        return FileKey.of(session.around().resolve(name)).stream().findFirst();
    }

    private static String whole(String argument) {
        return String.join(" ", Words.of(argument));
    }

    /** A file and its index. */
    private record IndexRow(String file, String between, String index) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append(file).append(between).append(index).append('\n');
        }

        @Override
        public void fields(Fields into) {
            into.text("file", file);
            into.text("index", index);
        }
    }

    /** Whether a place is a store; an error number if it is none. */
    private record StoreRow(String path, long code) implements Row {
        @Override
        public void text(StringBuilder into) {
            if (code != 0) {
                into.append("0x").append(Long.toHexString(code)).append(": ");
            }
            into.append(path).append(code == 0 ? " is a symbol store\n" : " is not a symbol store\n");
        }

        @Override
        public void fields(Fields into) {
            into.text("path", path);
            into.bool("store", code == 0);
            if (code != 0) {
                into.number("error", code);
            }
        }
    }
}

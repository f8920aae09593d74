// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.file.FileRow;
import dev.symkit.dbh.file.FileTree;
import dev.symkit.dbh.file.PathFinder;
import dev.symkit.dbh.file.Words;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Commands that look for files by name, and the home directory (dbh.md 3.5). */
public final class FileCommands {
    private static final String HERE = ".";
    private static final String DBG = ".dbg";

    private static final Entry FINDEXE =
            Entry.of("findexe", "", "FILE [PATH]", "lists images of a name in a directory tree", FileCommands::findexe);
    private static final Entry FINDDBG = Entry.of(
            "finddbg", "", "FILE [PATH]", "lists DBG files of a name in a directory tree", FileCommands::finddbg);
    private static final Entry DIR =
            Entry.of("dir", "", "FILE [PATH]", "lists files of a name in a directory tree", FileCommands::dir);
    private static final Entry SRCHTREE = Entry.of(
            "srchtree", "", "PATH FILE", "finds the first file of a name in a directory tree", FileCommands::srchtree);
    private static final Entry FFPATH =
            Entry.of("ffpath", "", "FILE [PATH]", "finds a file along the symbol path", FileCommands::ffpath);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            FINDEXE,
            FINDDBG,
            DIR,
            SRCHTREE,
            FFPATH,
            Entry.of("home", "", "[PATH]", "shows or sets the home directory", FileCommands::home));

    private FileCommands() {}

    private static void findexe(Session session, String argument) {
        list(session, FINDEXE, argument, file -> FileTree.named(file)::matches);
    }

    private static void dir(Session session, String argument) {
        list(session, DIR, argument, file -> FileTree.named(file)::matches);
    }

    private static void finddbg(Session session, String argument) {
        list(session, FINDDBG, argument, FileCommands::dbg);
    }

    /** With the extension as it is; else that of a DBG file behind the name, or in the place of another extension. */
    private static Predicate<String> dbg(String file) {
        if (file.toLowerCase(Locale.ROOT).endsWith(DBG)) {
            return FileTree.named(file)::matches;
        }
        int dot = file.lastIndexOf('.');
        Mask whole = FileTree.named(file + DBG);
        Mask stem = dot > 0 ? FileTree.named(file.substring(0, dot) + DBG) : whole;
        return name -> whole.matches(name) || stem.matches(name);
    }

    /** What the names of files have to be, for a name that a user wrote. */
    @FunctionalInterface
    private interface Naming {
        Predicate<String> of(String file);
    }

    private static void list(Session session, Entry entry, String argument, Naming naming) {
        List<String> words = Words.of(argument);
        if (words.isEmpty()) {
            session.out().line(entry.hint());
            return;
        }
        String file = SymbolKey.fileName(words.get(0));
        try {
            tree(session, words.size() == 1 ? HERE : rest(words))
                    .files(naming.of(file), path -> session.tell(FileRow.of(path.toString())));
        } catch (IOException | InvalidPathException e) {
            notFound(session, ErrorCode.of(e), file);
        }
    }

    private static FileTree tree(Session session, String path) {
        return new FileTree(session.around().resolve(path), session.out().stopped());
    }

    /** All words but the first: a path may hold blanks. */
    private static String rest(List<String> words) {
        return String.join(" ", words.subList(1, words.size()));
    }

    private static void notFound(Session session, long code, String file) {
        session.out().line("error 0x" + Long.toHexString(code) + " looking for " + file);
    }

    private static void srchtree(Session session, String argument) {
        List<String> words = Words.of(argument);
        if (words.size() < 2) {
            session.out().line(SRCHTREE.hint());
            return;
        }
        int last = words.size() - 1;
        String file = SymbolKey.fileName(words.get(last));
        boolean[] found = {false};
        try {
            tree(session, String.join(" ", words.subList(0, last))).files(FileTree.named(file)::matches, path -> {
                found[0] = true;
                session.tell(FileRow.found(path.toString()));
                return false;
            });
        } catch (IOException | InvalidPathException e) {
            notFound(session, ErrorCode.of(e), file);
            return;
        }
        if (!found[0]) {
            notFound(session, ErrorCode.FILE_NOT_FOUND, file);
        }
    }

    private static void ffpath(Session session, String argument) throws IOException {
        List<String> words = Words.of(argument);
        if (words.isEmpty()) {
            session.out().line(FFPATH.hint());
            return;
        }
        String file = SymbolKey.fileName(words.get(0));
        Optional<String> path = words.size() == 1 ? Optional.empty() : Optional.of(rest(words));
        PathFinder.Answer answer = PathFinder.find(session, file, path);
        for (String candidate : answer.candidates()) {
            if (!session.tell(FileRow.of(candidate))) {
                return;
            }
        }
        if (answer.file().isPresent()) {
            session.tell(FileRow.found(answer.file().get()));
        } else {
            notFound(session, ErrorCode.FILE_NOT_FOUND, file);
        }
    }

    private static void home(Session session, String argument) throws IOException {
        tellHome(session);
        String path = String.join(" ", Words.of(argument));
        if (!path.isEmpty()) {
            session.out().blank();
            session.out().line("setting home directory to [" + path + "]");
            session.setHome(session.around().resolve(path));
            tellHome(session);
        }
    }

    private static void tellHome(Session session) throws IOException {
        Path home = session.home();
        session.tell(new HomeRow(
                home.toString(),
                home.resolve("sym").toString(),
                home.resolve("src").toString()));
    }

    /** The home directory and what is below it. */
    private record HomeRow(String base, String sym, String src) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append("base:").append(base).append('\n');
            into.append(" sym:").append(sym).append('\n');
            into.append(" src:").append(src).append('\n');
        }

        @Override
        public void fields(Fields into) {
            into.text("base", base);
            into.text("sym", sym);
            into.text("src", src);
        }
    }
}

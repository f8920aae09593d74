// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Walks through a store of either tier, or of both mixed. The store's own directories are left out. Links that lead out of the root are not
 * followed. As thread-safe as its visitor is.
 */
public final class StoreWalk {
    private static final int PREFIX = 2;

    private final Path root;
    private final InsideRoot inside;
    private final Predicate<String> names;
    private final Visitor visitor;

    /** Hears what is there. */
    public interface Visitor {
        /** Something in the directory of a key, whatever it is called; the key is canonical. No directory. */
        void file(SymbolKey key, Path path, BasicFileAttributes attributes);

        /** A file in the directory of no key. */
        default void stray(Path path, BasicFileAttributes attributes) {}

        /** A directory that cannot be read, or not to its end. */
        void unreadable(Path directory, IOException reason);

        /** Whether to go no further. */
        default boolean stopped() {
            return false;
        }
    }

    private interface Entry {
        void at(Path path, BasicFileAttributes attributes);
    }

    /**
     * A walk.
     *
     * @param names which names of files are of interest, in lower case
     */
    public StoreWalk(Path root, Predicate<String> names, Visitor visitor) {
        this.root = root;
        this.inside = new InsideRoot(root);
        this.names = names;
        this.visitor = visitor;
    }

    /** Walks through the whole store. */
    public void run() {
        tops().forEach(this::below);
    }

    /** The directories in the root that may have something of interest: those of names, and of prefixes of names. */
    public List<Path> tops() {
        List<Path> tops = new ArrayList<>();
        each(root, (path, attributes) -> {
            if (!attributes.isDirectory()) {
                visitor.stray(path, attributes);
            } else if (!isAdmin(path) && (isWanted(path) || isShort(path))) {
                tops.add(path);
            }
        });
        return tops;
    }

    /** Walks through one of {@link #tops}. */
    public void below(Path top) {
        each(top, (path, attributes) -> {
            if (!attributes.isDirectory()) {
                visitor.stray(path, attributes);
            } else if (isWanted(top) || isWanted(path)) {
                key(top, path);
            }
        });
    }

    /** Looks at what may be the directory of a key, or of a name in a two-tier store. */
    private void key(Path name, Path index) {
        Optional<SymbolKey> key = keyOf(name, index);
        each(index, (path, attributes) -> {
            if (attributes.isDirectory()) {
                keyOf(index, path).ifPresent(deeper -> files(deeper, path));
            } else if (key.isPresent()) {
                visitor.file(key.get(), path, attributes);
            } else {
                visitor.stray(path, attributes);
            }
        });
    }

    /** Tells of the files in the directory of a key. */
    public void files(SymbolKey key, Path directory) {
        each(directory, (path, attributes) -> {
            if (!attributes.isDirectory()) {
                visitor.file(key, path, attributes);
            }
        });
    }

    private boolean isWanted(Path name) {
        return names.test(String.valueOf(name.getFileName()).toLowerCase(Locale.ROOT));
    }

    private static boolean isShort(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.codePointCount(0, name.length()) <= PREFIX;
    }

    private static boolean isAdmin(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.equalsIgnoreCase(StoreNames.ADMIN) || name.startsWith(".");
    }

    private static Optional<SymbolKey> keyOf(Path name, Path index) {
        try {
            return Optional.of(SymbolKey.of(String.valueOf(name.getFileName()), String.valueOf(index.getFileName()))
                    .canonical());
        } catch (IllegalKeyException e) {
            return Optional.empty(); // something that is no part of the store
        }
    }

    private void each(Path directory, Entry what) {
        if (visitor.stopped()) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                inside.attributes(entry).ifPresent(attributes -> what.at(entry, attributes));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // it went while it was looked at
        } catch (IOException e) {
            visitor.unreadable(directory, e);
        } catch (DirectoryIteratorException e) {
            visitor.unreadable(directory, Objects.requireNonNull(e.getCause()));
        }
    }
}

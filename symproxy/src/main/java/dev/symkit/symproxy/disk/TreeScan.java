// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through a store of either tier, or of both mixed. What cannot be read is left out and logged. Links that lead out of the root are not
 * followed.
 */
final class TreeScan {
    private static final Logger LOG = LoggerFactory.getLogger(TreeScan.class);

    private final Path root;
    private final InsideRoot inside;
    private final BiConsumer<SymbolKey, FileIndex.Known> found;
    private final BooleanSupplier stopped;

    /** A walk that tells of each file by its canonical key. */
    TreeScan(Path root, BiConsumer<SymbolKey, FileIndex.Known> found, BooleanSupplier stopped) {
        this.root = root;
        this.inside = new InsideRoot(root);
        this.found = found;
        this.stopped = stopped;
    }

    private interface Visitor {
        void entry(Path path, BasicFileAttributes attributes) throws IOException;
    }

    /** Walks through the whole store. */
    void run() {
        each(root, (name, attributes) -> {
            if (attributes.isDirectory() && !isAdmin(name)) {
                each(name, (second, more) -> {
                    if (more.isDirectory()) {
                        key(name, second);
                    }
                });
            }
        });
    }

    /** Looks at what may be the directory of a key, or of a name in a two-tier store. */
    private void key(Path name, Path index) {
        Optional<SymbolKey> key = keyOf(name, index);
        each(index, (path, attributes) -> {
            if (attributes.isDirectory()) {
                keyOf(index, path).ifPresent(deeper -> files(deeper, path));
            } else {
                key.ifPresent(one -> file(one, path, attributes));
            }
        });
    }

    /** Tells of the files in the directory of a key. */
    void files(SymbolKey key, Path directory) {
        each(directory, (path, attributes) -> file(key, path, attributes));
    }

    private void file(SymbolKey key, Path path, BasicFileAttributes attributes) {
        String leaf = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (attributes.isRegularFile() && !leaf.equals(RefsFile.NAME) && !leaf.startsWith("~")) {
            String relative = root.relativize(path).toString().replace('\\', '/');
            long modified = attributes.lastModifiedTime().toMillis();
            found.accept(key, new FileIndex.Known(leaf, relative, attributes.size(), modified, 0));
        }
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

    private void each(Path directory, Visitor visitor) {
        if (stopped.getAsBoolean()) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Optional<BasicFileAttributes> attributes = inside.attributes(entry);
                if (attributes.isPresent()) {
                    visitor.entry(entry, attributes.get());
                }
            }
        } catch (java.nio.file.NoSuchFileException | java.nio.file.NotDirectoryException e) {
            LOG.debug("{} went while it was looked at", directory);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} cannot be read: {}", directory, e.getMessage());
        }
    }
}

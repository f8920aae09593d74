// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the files of a store that can be served. What cannot be read is left out and logged. */
final class TreeScan {
    private static final Logger LOG = LoggerFactory.getLogger(TreeScan.class);

    private final Path root;
    private final BiConsumer<SymbolKey, FileIndex.Known> found;
    private final BooleanSupplier stopped;

    /** A walk that tells of each file by its canonical key. */
    TreeScan(Path root, BiConsumer<SymbolKey, FileIndex.Known> found, BooleanSupplier stopped) {
        this.root = root;
        this.found = found;
        this.stopped = stopped;
    }

    /** Walks through the whole store. */
    void run() {
        run(name -> true);
    }

    /** Walks through that part of the store that has files of some names; they are asked for in lower case. */
    void run(Predicate<String> names) {
        new StoreWalk(root, names, new Found()).run();
    }

    /** Tells of the files in the directory of a key. */
    void files(SymbolKey key, Path directory) {
        new StoreWalk(root, name -> true, new Found()).files(key, directory);
    }

    private final class Found implements StoreWalk.Visitor {
        @Override
        public void file(SymbolKey key, Path path, BasicFileAttributes attributes) {
            String leaf = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
            if (attributes.isRegularFile() && !leaf.equals(RefsFile.NAME) && !leaf.startsWith("~")) {
                String relative = root.relativize(path).toString().replace('\\', '/');
                long modified = attributes.lastModifiedTime().toMillis();
                found.accept(key, new FileIndex.Known(leaf, relative, attributes.size(), modified, 0));
            }
        }

        @Override
        public void unreadable(Path directory, IOException reason) {
            LOG.warn("{} cannot be read: {}", directory, reason.getMessage());
        }

        @Override
        public boolean stopped() {
            return stopped.getAsBoolean();
        }
    }
}

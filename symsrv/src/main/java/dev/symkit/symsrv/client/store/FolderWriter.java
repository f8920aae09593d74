// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.cache.CacheFile;
import dev.symkit.symsrv.cache.CacheWriter;
import dev.symkit.symsrv.cache.Replace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes files into directories that others read at the same time.
 *
 * @param cache how
 * @param temporary where files wait that go elsewhere
 */
public record FolderWriter(CacheWriter cache, Path temporary) {
    /** Hears which file was put in place. */
    @FunctionalInterface
    interface Published {
        /** A file of this name is there now. */
        void as(String leaf) throws IOException;
    }

    /**
     * Where a file goes.
     *
     * @param directories from the root down to the key
     * @param name the name of the file, not compressed
     * @param target what it goes to; empty for a temporary file
     * @param published hears of it
     */
    record Place(Path root, List<String> directories, String name, Optional<Target> target, Published published) {}

    /** Begins a file. */
    Landing begin(Place place) throws IOException {
        return new Staged(cache.begin(place.root(), place.directories()), place);
    }

    /**
     * Begins a file that belongs to no store.
     *
     * @param name what it is called in the end
     */
    public Landing beginTemporary(String name) throws IOException {
        return begin(new Place(temporary, List.of(), name, Optional.empty(), leaf -> {}));
    }

    private record Staged(CacheFile file, Place place) implements Landing {
        @Override
        public String name() {
            return place.name();
        }

        @Override
        public Optional<Target> target() {
            return place.target();
        }

        @Override
        public Optional<Path> publish(String leaf, boolean replace, Optional<Instant> modified) throws IOException {
            Path path = file.publish(leaf, replace ? Replace.ALWAYS : Replace.IF_UNUSABLE, modified);
            place.published().as(leaf);
            return Optional.of(path);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

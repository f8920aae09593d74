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
 */
public record FolderWriter(CacheWriter cache) {
    /**
     * Begins a file.
     *
     * @param directories from the root down to the key
     * @param name the name of the file, not compressed
     */
    Landing begin(Path root, List<String> directories, String name, Optional<Target> target) throws IOException {
        return new Staged(cache.begin(root, directories), name, target);
    }

    /**
     * Begins a file that belongs to no store.
     *
     * @param name what it is called in the end
     */
    public Landing begin(Path directory, String name) throws IOException {
        return begin(directory, List.of(), name, Optional.empty());
    }

    private record Staged(CacheFile file, String name, Optional<Target> target) implements Landing {
        @Override
        public Path publish(String leaf, boolean replace, Optional<Instant> modified) throws IOException {
            return file.publish(leaf, replace ? Replace.ALWAYS : Replace.IF_UNUSABLE, modified);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

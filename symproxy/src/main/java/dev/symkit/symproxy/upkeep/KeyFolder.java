// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of a key as it was seen.
 *
 * @param key canonical
 * @param directory where it is
 * @param items what is in it
 * @param managed whether only symstore changes it
 */
record KeyFolder(SymbolKey key, Path directory, List<Item> items, boolean managed) {
    KeyFolder {
        items = List.copyOf(items);
    }

    /**
     * A file.
     *
     * @param name as it is spelled
     * @param modified milliseconds since 1970
     * @param regular whether it is a file that can be read
     */
    record Item(String name, long size, long modified, boolean regular) {
        boolean isReferences() {
            return name.equalsIgnoreCase(RefsFile.NAME);
        }
    }

    Path path(Item item) {
        return directory.resolve(item.name());
    }

    /** The directory of its name. */
    Path nameDirectory() {
        return directory.resolveSibling("").normalize();
    }

    /** Its index as it is spelled. */
    String index() {
        return String.valueOf(directory.getFileName());
    }

    /** Whether a transaction made it its own since it was seen. */
    boolean isManagedNow() {
        return managed || Files.exists(directory.resolve(RefsFile.NAME));
    }

    /** Bytes of its files. */
    long bytes() {
        return items.stream().mapToLong(Item::size).sum();
    }
}

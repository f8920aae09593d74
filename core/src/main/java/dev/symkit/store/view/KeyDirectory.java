// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.storage.StorageEntry;
import java.util.Map;
import java.util.Optional;

/**
 * A key directory and all that was in it at one moment.
 *
 * @param path relative to the store root
 * @param entries what is in it, by name; empty if it is not there
 */
public record KeyDirectory(String path, Map<String, StorageEntry> entries) {
    /** Copies the map. */
    public KeyDirectory {
        entries = Map.copyOf(entries);
    }

    /** An entry of that name, spelled so. */
    public Optional<StorageEntry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Name of the stored file, that of the directory above. */
    public String name() {
        int end = path.lastIndexOf('/');
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import java.nio.file.Path;
import java.util.Optional;

/** How a file is spelled that comes into the directory of a name: as that directory. */
final class MergeName {
    private MergeName() {}

    /**
     * The name of a file.
     *
     * @param nameDirectory where it will be, two levels down
     * @param leaf its name, in any case
     */
    static String of(SymbolKey key, Path nameDirectory, String leaf) {
        String name = String.valueOf(nameDirectory.getFileName());
        if (!name.equalsIgnoreCase(key.name())) {
            return leaf;
        }
        Optional<String> compressed = StoreNames.compressed(name);
        if (leaf.equalsIgnoreCase(name)) {
            return name;
        }
        return compressed.filter(leaf::equalsIgnoreCase).orElse(leaf);
    }
}

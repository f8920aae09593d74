// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.testkit.GeneratedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a symbol store of any size, and a file for it that it does not have yet. */
public final class StoreGenerator {
    private StoreGenerator() {}

    /**
     * Usage: {@code StoreGenerator TARGET ENTRIES TRANSACTIONS [NEW_FILES]}. NEW_FILES is a directory that gets one file; the store has
     * other files of its name.
     */
    public static void main(String[] args) throws IOException {
        int entries = Integer.parseInt(args[1]);
        GeneratedStore store = new GeneratedStore(entries, Integer.parseInt(args[2]));
        store.write(Path.of(args[0]));
        if (args.length > 3) {
            Path directory = Files.createDirectories(Path.of(args[3]));
            Files.write(directory.resolve(store.name(entries)), store.file(entries));
        }
    }
}

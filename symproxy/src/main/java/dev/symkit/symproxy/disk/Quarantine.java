// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Where files of a directory go that are not what they should be: {@code .symproxy/bad}, as {@code <name>-<index>-<milliseconds>-<8 hex
 * digits>}, so that none gets in the way of another.
 *
 * @param root of the directory
 * @param clock tells when
 */
public record Quarantine(Path root, InstantSource clock) {
    /** So that with all that follows no name is longer than 255 bytes, whatever its letters are. */
    private static final int MOST = 40;

    private static final int UNIQUE = 8;

    /**
     * Takes a file out of the store.
     *
     * @return where it is now
     * @throws IOException if it cannot be moved
     */
    public Path take(SymbolKey key, Path file) throws IOException {
        Path bad = Files.createDirectories(root.resolve(StoreNames.SYMPROXY).resolve("bad"));
        String unique = UUID.randomUUID().toString().substring(0, UNIQUE);
        Path target = bad.resolve(cut(key.name()) + "-" + cut(key.index()) + "-" + clock.millis() + "-" + unique);
        return Files.move(file, target);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MOST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The symbol tree of {@code /oc}: {@code DIR/EXT/FILE} with the extension of the image in lower case (symchk.md 5.6). Files are there as
 * a whole or not at all. Confined to one thread.
 */
public final class FlatTree {
    private final Path root;
    private final Consumer<String> warnings;
    private final Map<Path, Path> written = new HashMap<>();

    /**
     * A tree that may exist.
     *
     * @param warnings hears one line for each file whose place is taken by another of this run
     */
    public FlatTree(Path root, Consumer<String> warnings) {
        this.root = root;
        this.warnings = warnings;
    }

    /**
     * Copies a file to its place. One that is there already stays if it is equal.
     *
     * @param file what is copied
     * @param name its name in the tree
     * @param imageName of the image it belongs to, or is
     */
    public void put(Path file, String name, String imageName) throws IOException {
        Path target = place(SymbolKey.fileName(name), SymbolKey.fileName(imageName));
        Path before = written.putIfAbsent(target, file);
        if (Files.isRegularFile(target) && Files.mismatch(file, target) < 0) {
            return;
        }
        if (before != null && !before.equals(file)) {
            warnings.accept(target + " was written for another image; " + file + " was left out");
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        WholeFile.copy(file, target);
    }

    private Path place(String name, String imageName) {
        int dot = imageName.lastIndexOf('.');
        String extension = dot < 0 ? "" : imageName.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean usable = !extension.isEmpty() && extension.chars().allMatch(Character::isLetterOrDigit);
        return usable ? root.resolve(extension).resolve(name) : root.resolve(name);
    }
}

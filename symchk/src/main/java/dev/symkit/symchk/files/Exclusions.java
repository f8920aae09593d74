// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The files that {@code /ea} or {@code /ee} name: by path, or by name wherever they are (symchk.md 1.4). Immutable. */
public final class Exclusions {
    /** Nothing. */
    public static final Exclusions NONE = new Exclusions(Set.of(), Set.of());

    private final Set<String> names;
    private final Set<Path> paths;

    private Exclusions(Set<String> names, Set<Path> paths) {
        this.names = names;
        this.paths = paths;
    }

    /**
     * What the entries of lists name.
     *
     * @param workingDirectory what relative paths start from
     */
    public static Exclusions of(List<String> entries, Path workingDirectory) {
        Set<String> names = new HashSet<>();
        Set<Path> paths = new HashSet<>();
        for (String entry : entries) {
            if (SymbolKey.fileName(entry).equals(entry)) {
                names.add(folded(entry));
            } else {
                try {
                    paths.add(workingDirectory.resolve(entry).normalize());
                } catch (InvalidPathException e) {
                    names.add(folded(entry)); // no file of this machine has this path; a dump may have recorded it
                }
            }
        }
        return new Exclusions(Set.copyOf(names), Set.copyOf(paths));
    }

    /** The same from a file. */
    public static Exclusions read(Path file, Path workingDirectory) throws IOException {
        return of(ListFile.entries(file), workingDirectory);
    }

    /** Whether a file or module is named. */
    public boolean hold(String path) {
        if (names.contains(folded(SymbolKey.fileName(path))) || names.contains(folded(path))) {
            return true;
        }
        try {
            return !paths.isEmpty() && paths.contains(Path.of(path).normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

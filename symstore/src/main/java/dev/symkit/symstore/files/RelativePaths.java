// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.path.UncPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Paths from the root of a store, as pointers may have them ({@code -:REL}); with backslashes on every system (our choice).
 *
 * @param store the absolute path of the store: on a share, on a drive, or one that starts with a slash; or a URL, from which no path leads
 */
public record RelativePaths(String store) {

    /** The path from the store to a file; empty if there is none, as between two drives or shares. */
    public Optional<String> to(String file) {
        if (store.contains("://")) {
            return Optional.empty();
        }
        int depth = root(file);
        List<String> from = UncPath.parts(store);
        List<String> to = UncPath.parts(file);
        if (depth != root(store) || to.size() < depth || from.size() < depth) {
            return Optional.empty();
        }
        boolean ignoreCase = depth > 0;
        int common = 0;
        while (common < from.size() && common < to.size() && same(from.get(common), to.get(common), ignoreCase)) {
            common++;
        }
        if (common < depth || common == to.size()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>(Collections.nCopies(from.size() - common, ".."));
        parts.addAll(to.subList(common, to.size()));
        return Optional.of(String.join("\\", parts));
    }

    /** The path from the store to a file, or the file's own path if there is none. */
    public String toOrAbsolute(String file) {
        return to(file).orElse(file);
    }

    private static boolean same(String one, String other, boolean ignoreCase) {
        return ignoreCase ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    /** How many parts name the share or drive: no path leads from one to another. */
    private static int root(String path) {
        if (UncPath.isCertain(path)) {
            return 2;
        }
        return path.length() > 1 && path.charAt(1) == ':' ? 1 : 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files below a directory, sorted by name (symchk.md 2; the walk is our choice). Links to directories are not followed, a directory
 * is visited once whatever leads to it, what is neither file nor directory is left out, and so is what vanishes. Confined to one thread.
 */
public final class FileTree {
    private final boolean recurse;
    private final Consumer<String> warnings;
    private final Set<Path> visited = new HashSet<>();

    /**
     * A walk that has been nowhere yet.
     *
     * @param recurse whether directories below are visited too
     * @param warnings hears one line for each directory that cannot be read
     */
    public FileTree(boolean recurse, Consumer<String> warnings) {
        this.recurse = recurse;
        this.warnings = warnings;
    }

    /**
     * The files of a directory that were not visited before.
     *
     * @param matches whether a file name is wanted
     */
    public List<Path> files(Path directory, Predicate<String> matches) {
        List<Path> found = new ArrayList<>();
        Deque<Path> waiting = new ArrayDeque<>(List.of(directory));
        while (!waiting.isEmpty()) {
            List<Path> below = read(waiting.pop(), matches, found);
            for (int i = below.size() - 1; recurse && i >= 0; i--) {
                waiting.push(below.get(i));
            }
        }
        return found;
    }

    /** Adds the files of one directory and gives back the directories in it, in order. */
    private List<Path> read(Path directory, Predicate<String> matches, List<Path> found) {
        List<Path> below = new ArrayList<>();
        try {
            if (!visited.add(directory.toRealPath())) {
                return below;
            }
            for (Path entry : entries(directory)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    below.add(entry);
                } else if (matches.test(entry.getFileName().toString()) && Files.isRegularFile(entry)) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            below.clear(); // it vanished
        } catch (IOException e) {
            warnings.accept(directory + " cannot be read and was left out");
        }
        return below;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import dev.symkit.dbh.symbol.Mask;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Walks through a directory and all below: the files of a directory by name, then its directories. Links are followed, but no directory is
 * entered twice, so the walk ends; directories that cannot be read are passed over.
 */
public final class FileTree {
    private final Path root;
    private final BooleanSupplier stopped;

    /**
     * A tree.
     *
     * @param stopped asked before every directory whether to give up
     */
    public FileTree(Path root, BooleanSupplier stopped) {
        this.root = root;
        this.stopped = stopped;
    }

    /** What the name of a file has to be; {@code *} and {@code ?} are wildcards, nothing else is; case does not count. */
    public static Mask named(String name) {
        return Mask.ofPaths(name.replaceAll("[#+\\[\\]\\\\]", "\\\\$0"));
    }

    /**
     * Hands over the files whose name matches.
     *
     * @param sink gets each; false: no more
     * @throws NotDirectoryException if there is no such directory
     * @throws IOException if it cannot be read; those below it do not count
     */
    public void files(Predicate<String> name, Predicate<Path> sink) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        Set<Path> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty() && !stopped.getAsBoolean()) {
            Path directory = open.pop();
            List<Path> below = new ArrayList<>();
            try {
                if (!seen.add(directory.toRealPath())) {
                    continue;
                }
                for (Path entry : entries(directory)) {
                    if (Files.isDirectory(entry)) {
                        below.add(entry);
                    } else if (name.test(String.valueOf(entry.getFileName())) && !sink.test(entry)) {
                        return;
                    }
                }
            } catch (IOException e) {
                if (directory.equals(root)) {
                    throw e;
                }
            }
            Collections.reverse(below);
            below.forEach(open::push);
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(entries);
        return entries;
    }
}

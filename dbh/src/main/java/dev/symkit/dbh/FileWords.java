// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.Surroundings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The files and folders whose names go on as a user has begun; both slashes separate. */
final class FileWords {
    private static final String HIDDEN = ".";

    private FileWords() {}

    /** In order, folders with a slash behind them; none if the folder cannot be read. */
    static List<String> of(Surroundings around, String word) {
        int slash = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
        String folder = word.substring(0, slash + 1);
        String start = word.substring(slash + 1);
        Set<String> found = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(around.resolve(folder))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(start) && (start.startsWith(HIDDEN) || !name.startsWith(HIDDEN))) {
                    found.add(folder + name + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // the command tells it, if it is used
        }
        return List.copyOf(found);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files that are too large to be in any corpus. The system property {@code symkit.bigdata} names directories that have them somewhere
 * below, separated as in a class path; without it the tests that are about them do not run.
 */
public final class BigData {
    private static final String PROPERTY = "symkit.bigdata";

    private BigData() {}

    /** All files whose names end so, in path order. */
    public static List<Path> files(String... ends) throws IOException {
        String directories = System.getProperty(PROPERTY, "");
        if (directories.isEmpty()) {
            System.out.println("Not run, big data: -D" + PROPERTY + " names no directory");
            return List.of();
        }
        Stream<Path> found = Stream.of();
        for (String directory : directories.split(java.io.File.pathSeparator, -1)) {
            try (Stream<Path> below = Files.walk(Path.of(directory))) {
                found = Stream.concat(
                        found,
                        below
                                .filter(path -> Files.isRegularFile(path) && endsWith(path, ends))
                                .sorted()
                                .toList()
                                .stream());
            }
        }
        return found.toList();
    }

    private static boolean endsWith(Path path, String... ends) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Stream.of(ends).anyMatch(name::endsWith);
    }

    /** One file by its name; if it is not there, skips the running test and prints a line that says so. */
    public static Path assumeFile(String name) throws IOException {
        List<Path> found = files("/" + name);
        if (found.isEmpty()) {
            String line = "Not run, big data: no " + name;
            System.out.println(line);
            Assumptions.abort(line);
        }
        return found.get(0);
    }
}

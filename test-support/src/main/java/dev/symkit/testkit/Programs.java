// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests compare with, if they are installed. */
public final class Programs {
    private static final Pattern VERSION = Pattern.compile("\\d+");

    private Programs() {}

    /**
     * Finds the newest version of an LLVM program: of those that have the version in their names, as Debian installs them side by
     * side ({@code llvm-readobj-19}), else the one without. If there is none, skips the running test and prints a line that says so.
     */
    public static String assumeLlvm(String name) {
        return assume(name);
    }

    /** Finds a program. If there is none, skips the running test and prints a line that says so. */
    public static String assume(String name) {
        return assume(name, System.getenv().getOrDefault("PATH", ""));
    }

    /** Finds a server, also where only root looks for programs. If there is none, skips the running test and prints a line that says so. */
    public static String assumeServer(String name) {
        return assume(name, System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin");
    }

    private static String assume(String name, String searchPath) {
        Optional<String> found = newest(name, searchPath);
        if (found.isEmpty()) {
            String line = "SKIPPED (oracle): " + name + " is not installed";
            System.out.println(line);
            Assumptions.abort(line);
        }
        return found.orElseThrow();
    }

    /**
     * Finds a program that is not packaged where these tests usually run. If there is none, skips the running test and prints a line
     * that says so, which is no failure for the build server.
     */
    public static String assumeOptional(String name) {
        Optional<String> found = newest(name, System.getenv().getOrDefault("PATH", ""));
        if (found.isEmpty()) {
            String line = "Not run, optional: " + name + " is not installed";
            System.out.println(line);
            Assumptions.abort(line);
        }
        return found.orElseThrow();
    }

    static Optional<String> newest(String name, String searchPath) {
        Map<Integer, String> versions = new TreeMap<>(Comparator.reverseOrder());
        for (String part : searchPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path directory = Path.of(part);
            if (part.isEmpty() || !Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> programs = Files.newDirectoryStream(directory, name + "*")) {
                for (Path program : programs) {
                    String rest = program.getFileName().toString().substring(name.length());
                    if (!Files.isExecutable(program)) {
                        continue;
                    }
                    if (rest.isEmpty()) {
                        versions.putIfAbsent(0, program.toString());
                    } else if (rest.startsWith("-")
                            && VERSION.matcher(rest.substring(1)).matches()) {
                        versions.putIfAbsent(Integer.parseInt(rest.substring(1)), program.toString());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions.values().stream().findFirst();
    }
}

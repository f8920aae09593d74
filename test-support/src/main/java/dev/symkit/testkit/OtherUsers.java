// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs commands and main classes as other users than root, whom permissions stop. Only root on Linux can; elsewhere the running test is
 * skipped, and a line says so. Holds a directory that every user can read, with a copy of the class path; {@link #close} deletes it.
 */
public final class OtherUsers implements AutoCloseable {
    private final Path directory;
    private final String classPath;

    private OtherUsers(Path directory, String classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    /**
     * One of them. No such user need exist.
     *
     * @param id the id of the user, and of his own group
     * @param group the id of the only other group he is in
     * @param umask his file mode mask, in octal
     */
    public record User(int id, int group, String umask) {}

    /** Prepares for a test, which is skipped if there can be no other users. */
    public static OtherUsers assume(String test) throws IOException, InterruptedException {
        RootOnly.assume(test, "setpriv");
        Path directory =
                Files.createTempDirectory("symkit-users"); // neither JUnit's nor a home directory is for others to read
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.exists(Path.of(entry))) {
                Path copy = directory.resolve("lib" + copied.size());
                must("cp", "-r", entry, copy.toString());
                copied.add(copy.toString());
            }
        }
        must("chmod", "-R", "a+rX", directory.toString());
        return new OtherUsers(directory, String.join(File.pathSeparator, copied));
    }

    /** Runs a command as root. */
    public static ChildProcess.Result run(String... command) throws IOException, InterruptedException {
        return RootOnly.run(command);
    }

    /** Runs a command as root, which must succeed. */
    public static void must(String... command) throws IOException, InterruptedException {
        ChildProcess.Result result = run(command);
        if (result.exit() != 0) {
            throw new AssertionError(List.of(command) + ": " + result.out() + result.err());
        }
    }

    /** Mounts a directory on itself so that not even root can write it, until {@code umount}; skips the test if that is not permitted. */
    public static void mountReadOnly(Path directory) throws IOException, InterruptedException {
        if (run("mount", "--bind", directory.toString(), directory.toString()).exit() != 0) {
            RootOnly.skip(directory + ": mount is not permitted");
        }
        must("mount", "-o", "remount,bind,ro", directory.toString());
    }

    /** A directory that everybody can read and only root can write. */
    public Path directory() {
        return directory;
    }

    /** Runs a command as another user. */
    public ChildProcess.Result run(User user, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("setpriv", "--reuid=" + user.id(), "--regid=" + user.id(), "--groups=" + user.group()));
        line.addAll(List.of("sh", "-c", "umask " + user.umask() + " && exec \"$@\"", "sh"));
        line.addAll(command);
        return ChildProcess.run(ChildProcess.Spec.of(line).in(directory));
    }

    /** Runs a main class of the class path as another user. */
    public ChildProcess.Result java(User user, Class<?> mainClass, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (String word : ChildProcess.Spec.java(mainClass, arguments).command()) {
            command.add(word.equals(System.getProperty("java.class.path")) ? classPath : word);
        }
        return run(user, command);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

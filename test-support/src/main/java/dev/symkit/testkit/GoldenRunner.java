// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Runs golden cases: folders that hold command lines and what must come of them. Immutable.
 *
 * <p>Files of a case; all but {@code cmd} may be missing:
 *
 * <ul>
 *   <li>{@code cmd}: one argument a line, without the tool's name; a blank line starts the next command; {@code ""} is an empty
 *       argument, {@code ${dir}} the working directory. A command without arguments is a line {@code ()}.
 *   <li>{@code stdin}: what each command finds on its standard input (missing: nothing).
 *   <li>{@code tree-before/}: files that the working directory starts with.
 *   <li>{@code inputs}: one {@code target = source} a line; {@code source} below the runner's folder of inputs (file or directory)
 *       is copied to {@code target} in the working directory.
 *   <li>{@code attributes}: one {@code path = time} or {@code path = time read-only} a line, such as {@code a/b.pdb =
 *       2008-01-05T00:00:00Z}: when the file was last modified and used, and whether it may not be written.
 *   <li>{@code stdout}, {@code stderr}: the output of all commands (missing: none); {@code exit}: one exit code a line (missing: all 0).
 *   <li>{@code tree-after}: the listing of the working directory (missing: as before). Form: see {@code GoldenTree}.
 *   <li>{@code mask}: {@code regex -> replacement} lines, applied to the output and the listing before they are compared.
 * </ul>
 *
 * <p>The comparison is exact to the byte; on Windows CR LF in the output of the commands counts as LF.
 * {@code -Dgolden.update=true} rewrites the expectations instead.
 *
 * @param launcher the command that starts the tool
 * @param inputs the folder that {@code inputs} refers to
 * @param environment variables added for the tool
 * @param timeout the time limit of one command
 * @param update whether expectations are rewritten instead of compared
 */
public record GoldenRunner(
        List<String> launcher, Path inputs, Map<String, String> environment, Duration timeout, boolean update) {

    /** Copies the collections. */
    public GoldenRunner {
        launcher = List.copyOf(launcher);
        environment = Map.copyOf(environment);
    }

    /** A runner with 60 seconds for each command; {@code -Dgolden.update} decides what it does. */
    public static GoldenRunner of(List<String> launcher, Path inputs) {
        return new GoldenRunner(
                launcher, inputs, Map.of(), Duration.ofSeconds(60), Boolean.getBoolean("golden.update"));
    }

    /** The case folders below {@code toolFolder}, sorted. */
    public static List<Path> cases(Path toolFolder) throws IOException {
        try (Stream<Path> folders = Files.list(toolFolder)) {
            return folders.filter(folder -> Files.exists(folder.resolve("cmd")))
                    .sorted()
                    .toList();
        }
    }

    /** Whether a command of the case names a store, with {@code /s} or {@code --from}. */
    public static boolean takesStore(Path caseFolder) throws IOException {
        return MovedStores.anyIn(commands(caseFolder.resolve("cmd"), caseFolder));
    }

    /**
     * Runs a case and fails with all differences.
     *
     * @param workingDirectory an empty directory that the caller removes
     */
    public void run(Path caseFolder, Path workingDirectory) throws IOException, InterruptedException {
        Path work = workingDirectory.toRealPath();
        prepare(caseFolder, work);
        run(caseFolder, work, MovedStores.none(work));
    }

    /** Runs a case with its stores at another place, and fails with all differences but those that {@link GoldenStores} entail. */
    public void run(Path caseFolder, Path workingDirectory, GoldenStores place)
            throws IOException, InterruptedException {
        if (update) {
            throw new IllegalArgumentException("expectations are of stores in the working directory");
        }
        Path work = workingDirectory.toRealPath();
        prepare(caseFolder, work);
        run(caseFolder, work, MovedStores.of(work, place, commands(caseFolder.resolve("cmd"), work)));
    }

    private void run(Path caseFolder, Path work, MovedStores stores) throws IOException, InterruptedException {
        GoldenMask mask = GoldenMask.read(caseFolder.resolve("mask"), bytesAsChars(work.toString()));
        String before = mask.apply(GoldenTree.list(work));
        setAttributes(caseFolder, work); // last: reading a file changes the time of its last use
        stores.put();

        Path input = caseFolder.resolve("stdin");
        byte[] stdin = Files.exists(input) ? Files.readAllBytes(input) : new byte[0];
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        StringBuilder exit = new StringBuilder();
        List<List<String>> commands = commands(caseFolder.resolve("cmd"), work);
        for (List<String> arguments : commands) {
            List<String> command = new ArrayList<>(launcher);
            command.addAll(stores.command(arguments));
            ChildProcess.Result result =
                    ChildProcess.run(new ChildProcess.Spec(command, work, environment, timeout), stdin);
            out.append(unixLines(result.out()));
            err.append(unixLines(result.err()));
            exit.append(result.exit()).append('\n');
        }
        stores.get();
        Expectations actual = new Expectations(
                mask.apply(stores.result(out.toString())),
                mask.apply(stores.result(err.toString())),
                exit.toString(),
                mask.apply(stores.result(GoldenTree.list(work))));
        Expectations unstated = new Expectations("", "", "0\n".repeat(commands.size()), before);
        if (update) {
            actual.write(caseFolder, unstated);
        } else {
            actual.compare(Expectations.read(caseFolder, unstated).of(stores), caseFolder);
        }
    }

    private void prepare(Path caseFolder, Path work) throws IOException {
        try (Stream<Path> content = Files.list(work)) {
            assertThat(content).as("working directory").isEmpty();
        }
        Path before = caseFolder.resolve("tree-before");
        if (Files.isDirectory(before)) {
            copy(before, work);
        }
        Path declared = caseFolder.resolve("inputs");
        for (String line : Files.exists(declared) ? Files.readAllLines(declared) : List.<String>of()) {
            String[] parts = line.split(" = ", 2);
            if (parts.length != 2) {
                throw new IOException(declared + ": not 'target = source': " + line);
            }
            Path target = work.resolve(parts[0]);
            Files.createDirectories(target.resolveSibling("."));
            copy(inputs.resolve(parts[1]), target);
        }
    }

    private static void setAttributes(Path caseFolder, Path work) throws IOException {
        Path attributes = caseFolder.resolve("attributes");
        for (String line : Files.exists(attributes) ? Files.readAllLines(attributes) : List.<String>of()) {
            setAttributes(line.split(" = | ", 4), work);
        }
    }

    /** @param parts path, time and perhaps {@code read-only} */
    private static void setAttributes(String[] parts, Path work) throws IOException {
        Path file = work.resolve(parts[0]);
        FileTime time = FileTime.from(Instant.parse(parts[1]));
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
        if (parts.length > 2 && !(parts[2].equals("read-only") && file.toFile().setReadOnly())) {
            throw new IOException(file + ": cannot make it '" + parts[2] + "'");
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> entries = Files.walk(source)) {
            entries.forEach(entry -> {
                Path copy = target.resolve(source.relativize(entry).toString());
                try {
                    if (Files.isDirectory(entry)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(entry, copy);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static List<List<String>> commands(Path file, Path work) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        boolean open = false;
        for (String line : Files.readAllLines(file)) {
            if (line.isEmpty()) {
                open = false;
                continue;
            }
            if (!open) {
                commands.add(new ArrayList<>());
                open = true;
            }
            if (!line.equals("()")) {
                String argument = line.equals("\"\"") ? "" : line.replace("${dir}", work.toString());
                commands.get(commands.size() - 1).add(argument);
            }
        }
        return commands;
    }

    private static String unixLines(String text) {
        return System.lineSeparator().equals("\r\n") ? text.replace("\r\n", "\n") : text;
    }

    private static String bytesAsChars(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a case leaves behind, or should; each char is one byte. */
    private record Expectations(String stdout, String stderr, String exit, String tree) {

        static Expectations read(Path folder, Expectations unstated) throws IOException {
            return new Expectations(
                    file(folder.resolve("stdout"), unstated.stdout),
                    file(folder.resolve("stderr"), unstated.stderr),
                    file(folder.resolve("exit"), unstated.exit),
                    file(folder.resolve("tree-after"), unstated.tree));
        }

        Expectations of(MovedStores stores) {
            return new Expectations(
                    stores.expectation(stdout), stores.expectation(stderr), exit, stores.expectedTree(tree));
        }

        private static String file(Path file, String ifMissing) throws IOException {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : ifMissing;
        }

        void compare(Expectations expected, Path folder) {
            SoftAssertions soft = new SoftAssertions();
            soft.assertThat(stdout).as("%s: stdout", folder).isEqualTo(expected.stdout);
            soft.assertThat(stderr).as("%s: stderr", folder).isEqualTo(expected.stderr);
            soft.assertThat(exit).as("%s: exit", folder).isEqualTo(expected.exit);
            soft.assertThat(tree).as("%s: tree-after", folder).isEqualTo(expected.tree);
            soft.assertAll();
        }

        void write(Path folder, Expectations unstated) throws IOException {
            write(folder.resolve("stdout"), stdout, unstated.stdout);
            write(folder.resolve("stderr"), stderr, unstated.stderr);
            write(folder.resolve("exit"), exit, unstated.exit);
            write(folder.resolve("tree-after"), tree, unstated.tree);
        }

        private static void write(Path file, String text, String ifMissing) throws IOException {
            if (text.equals(ifMissing)) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, text, StandardCharsets.ISO_8859_1);
            }
        }
    }
}

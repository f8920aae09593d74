// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The examples of a page of {@code docs}: commands behind {@code "    $ "}, and below each what it writes, indented as well. Lines may
 * lack blanks at their end, and the folder of the examples is {@code /home/me} there.
 *
 * @param examples in the order of the page
 */
record Page(List<Example> examples) {
    private static final String INDENT = "    ";
    private static final String PROMPT = INDENT + "$ ";
    private static final String FOLDER = "/home/me";
    private static final Pattern TAIL = Pattern.compile(" +$", Pattern.MULTILINE);

    /** What stands behind a prompt, and the indented lines below it. */
    record Example(String command, String output) {}

    Page {
        examples = List.copyOf(examples);
    }

    /** Reads a page. */
    static Page read(String name) throws IOException {
        List<Example> examples = new ArrayList<>();
        List<String> lines = Files.readAllLines(Tree.sources().resolve("docs").resolve(name), UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PROMPT)) {
                StringBuilder output = new StringBuilder();
                int next = i + 1;
                while (next < lines.size() && isOutput(lines.get(next))) {
                    output.append(lines.get(next).replaceFirst("^" + INDENT, ""))
                            .append('\n');
                    next++;
                }
                String command = lines.get(i).substring(PROMPT.length());
                examples.add(new Example(command, output.toString().stripTrailing()));
            }
        }
        return new Page(examples);
    }

    private static boolean isOutput(String line) {
        return line.isEmpty() || (line.startsWith(INDENT) && !line.startsWith(PROMPT));
    }

    /** Runs all examples, one after the other in one folder, and compares. */
    void check(Path folder) throws IOException, InterruptedException {
        Path scratch = folder.toRealPath();
        Map<String, String> environment = Map.of(
                "PATH",
                Tree.exploded().resolve("bin") + ":/usr/bin:/bin",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "XDG_CACHE_HOME",
                scratch.resolve(".cache").toString(),
                "LC_ALL",
                "C.UTF-8");
        for (Example example : examples) {
            Run run = Run.of(scratch, environment, List.of("/bin/sh", "-c", "exec 2>&1; " + example.command()));
            String output = run.out().replace(scratch.toString(), FOLDER);
            assertThat(TAIL.matcher(output).replaceAll("").stripTrailing())
                    .as(example.command())
                    .isEqualTo(example.output());
        }
    }

    /** Copies a file, or all files of a folder, to where the examples run. */
    static void copy(Path source, Path target) throws IOException {
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.list(source)) {
                for (Path file : files.toList()) {
                    copy(file, target.resolve(source.relativize(file).toString()));
                }
            }
        } else {
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(source, target);
        }
    }
}

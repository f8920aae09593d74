// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenRunnerIT {
    @TempDir
    Path temp;

    private Path folder;

    /** Prints its arguments and directory, writes a text and a binary file, and exits with the number of arguments. */
    static final class Child {
        public static void main(String[] argv) throws IOException {
            System.out.print(Arrays.toString(argv) + " in " + Path.of("").toAbsolutePath() + "\n");
            System.err.print("at " + System.nanoTime() + "\n");
            System.out.write(System.in.readAllBytes());
            System.out.flush();
            if (argv.length > 1) {
                Files.writeString(Path.of("made.txt"), "one \"1\"\r\n\ttwo\\");
                Files.write(Path.of("made.bin"), new byte[] {0, 1, 2});
            }
            System.exit(argv.length);
        }
    }

    @BeforeEach
    void makeCase() throws IOException {
        folder = Files.createDirectories(temp.resolve("golden/child/first"));
        write("cmd", "add\n\"\"\n${dir}/x\n\n()\n\n/s /r\n");
        write("mask", "# what differs\n${dir} -> DIR\nat \\d+ -> at TIME\n");
        Files.createDirectories(folder.resolve("tree-before/sub"));
        write("tree-before/sub/kept", "kept\n");
        write("inputs", "in/a = given.bin\n");
        Files.write(temp.resolve("given.bin"), new byte[] {(byte) 0xFF});
        write("stdout", "[add, , DIR/x] in DIR\n[] in DIR\n[/s /r] in DIR\n");
        write("stderr", "at TIME\nat TIME\nat TIME\n");
        write("exit", "3\n0\n1\n");
        write("tree-after", """
                in/
                in/a 1 sha256 a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89
                made.bin 3 sha256 ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc
                made.txt text
                    "one \\"1\\"\\r\\n"
                    "\\ttwo\\\\"
                sub/
                sub/kept text
                    "kept\\n"
                """);
    }

    @Test
    void passesWhenEverythingIsAsExpected() throws Exception {
        assertThat(GoldenRunner.cases(temp.resolve("golden/child"))).containsExactly(folder);
        runner(false).run(folder, work());
    }

    @Test
    void givesEveryCommandTheStandardInput() throws Exception {
        write("stdin", "in\r\n");
        write("stdout", "[add, , DIR/x] in DIR\nin\r\n[] in DIR\nin\r\n[/s /r] in DIR\nin\r\n");
        runner(false).run(folder, work());
    }

    @Test
    void reportsEveryDifferenceAtOnce() throws Exception {
        write("stdout", "other");
        write("stderr", "");
        write("exit", "0\n");
        write("tree-after", "sub/\n");
        assertThatThrownBy(() -> runner(false).run(folder, work()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("first: stdout")
                .hasMessageContaining("first: stderr")
                .hasMessageContaining("first: exit")
                .hasMessageContaining("first: tree-after");
    }

    @Test
    void takesAMissingTreeForAnUnchangedOne() throws Exception {
        Files.delete(folder.resolve("tree-after"));
        assertThatThrownBy(() -> runner(false).run(folder, work()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("first: tree-after")
                .hasMessageNotContaining("first: exit");
    }

    @Test
    void rewritesTheExpectations() throws Exception {
        List<String> names = List.of("stdout", "stderr", "exit", "tree-after");
        Map<String, String> good = contents(names);
        for (String name : names) {
            write(name, "old");
        }
        runner(true).run(folder, work());
        assertThat(contents(names)).isEqualTo(good);
    }

    @Test
    void removesExpectationsThatSayNothing() throws Exception {
        write("cmd", "()\n");
        write("mask", "at \\d+\\n -> \n");
        runner(true).run(folder, work());
        assertThat(folder.resolve("stderr")).doesNotExist();
        assertThat(folder.resolve("exit")).doesNotExist();
        assertThat(folder.resolve("tree-after")).doesNotExist();
        assertThat(folder.resolve("stdout")).isRegularFile();
    }

    /** A place that is a folder. */
    private record Elsewhere(Path root) implements GoldenStores {
        @Override
        public String url(String name) {
            return "else://where/" + name;
        }

        @Override
        public void put(String name, Path folder) throws IOException {
            Files.createDirectories(root);
            Files.copy(folder.resolve("kept"), root.resolve(name));
        }

        @Override
        public void get(String name, Path folder) throws IOException {
            if (Files.exists(root.resolve(name))) {
                Files.createDirectories(folder);
                Files.copy(root.resolve(name), folder.resolve("kept"));
            }
        }
    }

    @Test
    void takesStoresToAnotherPlace() throws Exception {
        write("cmd", "/s\nsub\n\n--from\n${dir}/sub/\n/S\nnone\n/s\n\\\\srv\\none\n");
        Files.createDirectories(folder.resolve("tree-before/sub/000Admin/empty"));
        write("tree-before/sub/000Admin/.symstore.lock", "");
        write("stdout", "[/s, sub] in DIR\n[--from, DIR/sub/, /S, none, /s, \\\\srv\\none] in DIR\n");
        write("stderr", "at TIME\nat TIME\n");
        write("exit", "2\n6\n");
        String tree = Files.readString(folder.resolve("tree-after"));
        String more = "sub/\nsub/000Admin/\nsub/000Admin/.symstore.lock text\nsub/000Admin/empty/\n";
        write("tree-after", tree.replace("sub/\n", more));
        Path place = temp.resolve("place");
        runner(false).run(folder, work(), new Elsewhere(place));
        assertThat(place.resolve("sub")).hasContent("kept\n");
        runner(false).run(folder, work());
        write("cmd", "/s\n\\\\srv\\none\n");
        assertThatThrownBy(() -> runner(false).run(folder, work(), new Elsewhere(place)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private GoldenRunner runner(boolean update) {
        List<String> launcher = ChildProcess.Spec.java(Child.class).command();
        return new GoldenRunner(launcher, temp, Map.of(), Duration.ofSeconds(60), update);
    }

    private Path work() throws IOException {
        return Files.createTempDirectory(temp, "work");
    }

    private Map<String, String> contents(List<String> names) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names) {
            contents.put(name, Files.readString(folder.resolve(name)));
        }
        return contents;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import dev.symkit.testkit.RootOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code symchk /r} over trees with everything that a tree may have (symchk.md 2, 3). */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs links, pipes and permission bits")
class SymChkTreeIT {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");
    private static final String CLOSED = "closed";

    @TempDir
    Path scratch;

    /**
     * Files of one kind.
     *
     * @param verdict what is said of them
     * @param count how many of them each directory has
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kind(byte[] content, String verdict, int count) {}

    private static Map<String, Kind> kinds() {
        byte[] good = new PeBuilder().rsds(GUID, 1, "app.pdb").build();
        byte[] truncated = Arrays.copyOf(good, PeBuilder.HEADER + 40);
        byte[] ne = new byte[0x200];
        System.arraycopy("MZ".getBytes(US_ASCII), 0, ne, 0, 2);
        ne[0x3C] = (byte) 0x80;
        System.arraycopy("NE".getBytes(US_ASCII), 0, ne, 0x80, 2);
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("good.exe", new Kind(good, "PASSED  - PDB: app.pdb DBG: <N/A>", 5));
        kinds.put("bare.dll", new Kind(bare(), "FAILED  - Built without debugging information.", 5));
        kinds.put(
                "lost.sys",
                new Kind(
                        new PeBuilder().rsds(GUID, 1, "lost.pdb").build(),
                        "FAILED  - lost.pdb mismatched or not found",
                        5));
        kinds.put("resource.dll", new Kind(new PeBuilder().build(), "IGNORED  - no executable code", 5));
        kinds.put("cut.exe", new Kind(truncated, "IGNORED  - damaged PE image", 60));
        kinds.put("old.exe", new Kind(ne, "IGNORED  - not a PE image", 60));
        kinds.put("empty", new Kind(new byte[0], "IGNORED  - not a PE image", 60));
        kinds.put("text.txt", new Kind("read me\n".getBytes(US_ASCII), "IGNORED  - not a PE image", 800));
        return kinds;
    }

    private static byte[] bare() {
        return new PeImageBuilder()
                .section(".text", 0x1000, new byte[] {(byte) 0xC3}, PeImageBuilder.CODE)
                .entryPoint(0x1000)
                .build();
    }

    /** Makes a tree of that many directories with a thousand files each, links that lead in circles, a pipe, and a closed directory. */
    private void makeTree(int directories) throws Exception {
        Path tree = Files.createDirectories(scratch.resolve("tree"));
        Path models = Files.createDirectories(scratch.resolve("models"));
        for (int i = 0; i < directories; i++) {
            Path directory = tree.resolve(String.format(Locale.ROOT, "a%d/b%02d", i / 10, i));
            Files.createDirectories(directory);
            for (Map.Entry<String, Kind> kind : kinds().entrySet()) {
                // A file has at most so many names on some file systems.
                Path model = models.resolve(i / 50 + kind.getKey());
                if (!Files.exists(model)) {
                    Files.write(model, kind.getValue().content());
                }
                for (int j = 0; j < kind.getValue().count(); j++) {
                    Files.createLink(directory.resolve(j + "-" + kind.getKey()), model);
                }
            }
            Files.createSymbolicLink(directory.resolve("loop"), i % 2 == 0 ? tree : directory.resolveSibling("."));
            Files.createSymbolicLink(directory.resolve("nowhere"), directory.resolve("nowhere"));
        }
        must("mkfifo", tree.resolve("a0/b00/pipe.exe").toString());
        Path closed = Files.createDirectory(tree.resolve(CLOSED));
        Files.write(closed.resolve("unseen.exe"), bare());
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.write(
                Files.createDirectory(scratch.resolve("symbols")).resolve("app.pdb"),
                new PdbBuilder().guid(GUID).build());
    }

    private static void must(String... command) throws Exception {
        ChildProcess.Result result = RootOnly.run(command);
        assertThat(result.exit()).as(result.err()).isZero();
    }

    @AfterEach
    void openAgain() throws IOException {
        Path closed = scratch.resolve("tree").resolve(CLOSED);
        if (Files.exists(closed)) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** A command in front after which permission bits count; for root they do not otherwise. */
    private static List<String> withoutPrivileges() throws Exception {
        return RootOnly.run("id", "-u").out().strip().equals("0")
                ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all")
                : List.of();
    }

    private ChildProcess.Result check(int jobs, String... more) throws Exception {
        String[] arguments = {"-r", "tree", "-s", "symbols", "--jobs", "" + jobs};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return ChildProcess.run(
                Packaged.in(scratch).with("SYMKIT_OPTS", "-Xmx256m").spec(withoutPrivileges(), "symchk", all));
    }

    private static long count(int directories, Pattern verdict) {
        return kinds().values().stream()
                .filter(kind -> verdict.matcher(kind.verdict()).lookingAt())
                .mapToLong(kind -> (long) directories * kind.count())
                .sum();
    }

    private void assertTold(ChildProcess.Result result, int directories) {
        long failed = count(directories, Pattern.compile("FAILED"));
        assertThat(result.out())
                .endsWith("\n\nSYMCHK: FAILED files = " + failed + "\nSYMCHK: PASSED + IGNORED files = "
                        + (1000L * directories - failed) + "\n");
        assertThat(result.err())
                .isEqualTo("SYMCHK: " + scratch.resolve("tree").resolve(CLOSED) + " cannot be read and was left out\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void everyOneOfAHundredThousandFilesIsCounted() throws Exception {
        int directories = 100;
        makeTree(directories);
        ChildProcess.Result checked = check(2);
        assertTold(checked, directories);
        assertThat(checked.out().lines()).hasSize((int) count(directories, Pattern.compile("FAILED")) + 3);
    }

    @Test
    void sixteenAtATimeTellTheSameAsOne() throws Exception {
        int directories = 3;
        makeTree(directories);
        ChildProcess.Result one = check(1, "-od", "-ob");
        ChildProcess.Result many = check(16, "-od", "-ob");
        assertTold(one, directories);
        assertThat(many).isEqualTo(one);
        for (Map.Entry<String, Kind> kind : kinds().entrySet()) {
            assertThat(one.out().lines())
                    .filteredOn(line -> line.contains("-" + kind.getKey() + " "))
                    .hasSize(directories * kind.getValue().count())
                    .allMatch(line -> line.endsWith(kind.getValue().verdict()));
        }
        assertThat(one.out().lines()).hasSize(1000 * directories + 3);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FsckCommandTest {
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";
    private static final byte[] PDB = pdb("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final byte[] OTHER = pdb("11111111-2222-3333-4444-555555555555");

    /** The clock of {@link SymProxyRun}, less two days. */
    private static final Instant OLD = Instant.parse("2024-02-27T12:00:00Z");

    private static final Instant YOUNG = Instant.parse("2024-02-29T12:00:00Z");

    @TempDir
    private Path directory;

    private static byte[] pdb(String guid) {
        return new PdbBuilder().guid(UUID.fromString(guid)).build();
    }

    private Path root() {
        return directory.resolve("cache");
    }

    private Path put(String path, byte[] content) throws IOException {
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(YOUNG));
        return file;
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(OLD));
    }

    private SymProxyRun fsck(String more, String... options) throws IOException {
        Files.writeString(directory.resolve("s.ini"), "[directory s]\npath = " + root() + "\n" + more + "\n");
        String[] argv = new String[3 + options.length];
        argv[0] = "fsck";
        argv[1] = "--config";
        argv[2] = "s.ini";
        System.arraycopy(options, 0, argv, 3, options.length);
        return SymProxyRun.of(directory, argv);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.contains("/bad/"))
                    .sorted()
                    .toList();
        }
    }

    private List<byte[]> bad() throws IOException {
        try (Stream<Path> all = Files.list(root().resolve(".symproxy/bad"))) {
            return all.map(file -> {
                        try {
                            return Files.readAllBytes(file);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void aSoundDirectoryIsClean() throws IOException {
        put("a.pdb/" + INDEX + "/a.pdb", PDB);
        put("b.pdb/" + INDEX + "/b.pd_", cab(PDB));
        put("b.pdb/" + INDEX + "/b.sym", "MODULE x".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        put("c.pdb/" + INDEX + "/file.ptr", "PATH:x".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        put("pingme.txt", new byte[0]);

        SymProxyRun run = fsck("");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("[directory s]: files 4, bytes ").endsWith(", problems 0\n");
        assertThat(run.code()).isZero();
    }

    private static byte[] cab(byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file("b.pdb", 0, content.length)
                .build();
    }

    @Test
    void wrongAndEmptyFilesAreNamedAndPutAside() throws IOException {
        Path wrong = put("a.pdb/" + INDEX + "/a.pdb", OTHER);
        Path packed = put("b.pdb/" + INDEX + "/b.pd_", cab(OTHER));
        Path empty = put("c.pdb/" + INDEX + "/c.pdb", new byte[0]);
        Path damaged = put("d.pdb/" + INDEX + "/d.pd_", java.util.Arrays.copyOf(cab(PDB), 60));
        put("e.pdb/" + INDEX + "/e.pdb", PDB);

        SymProxyRun run = fsck("");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .contains(
                        "wrong: " + wrong + ": is of 111111112222333344445555555555551",
                        "wrong: " + packed + ": holds a file that is of 111111112222333344445555555555551",
                        "empty: " + empty + ": has no bytes")
                .anyMatch(line -> line.startsWith("wrong: " + damaged + ": cannot be decompressed: "))
                .hasSize(5);
        assertThat(tree()).hasSize(5);

        SymProxyRun repaired = fsck("", "--repair");
        assertThat(repaired.code()).isZero();
        assertThat(repaired.out())
                .contains("repaired wrong: " + wrong + ": is of 111111112222333344445555555555551: moved to "
                        + root().resolve(".symproxy"))
                .endsWith(", problems 4, repaired 4\n");
        assertThat(tree()).containsExactly("e.pdb/" + INDEX + "/e.pdb");
        assertThat(root().resolve("a.pdb")).doesNotExist();
        assertThat(bad()).hasSize(4).anyMatch(bytes -> java.util.Arrays.equals(bytes, OTHER));
        assertThat(fsck("").code()).isZero();
    }

    @Test
    void leftoversAreThoseThatNobodyWrites() throws IOException {
        Path dead = put("a.pdb/" + INDEX + "/~0123456789abcdef.tmp", PDB);
        put("a.pdb/" + INDEX + "/~young.tmp", PDB);
        Path foreign = old(put("a.pdb/~foreign.tmp", PDB));
        Path test = old(put("~0b5c1a52-52ad-44b3-91a4-7c55a7bbd0f2.tmp", new byte[0]));
        Path waiting = old(put(".symproxy/tmp/symsrv-1.pdb", PDB));
        put(".symproxy/tmp/symsrv-2.pdb", PDB);
        put(".symproxy/index.txt", new byte[0]);

        SymProxyRun run = fsck("");
        assertThat(run.out().lines())
                .containsExactlyInAnyOrder(
                        "leftover: " + dead + ": a temporary file that nobody writes",
                        "leftover: " + foreign + ": a temporary file that nobody writes",
                        "leftover: " + test + ": a temporary file that nobody writes",
                        "leftover: " + waiting + ": a temporary file that nobody writes",
                        "[directory s]: files 2, bytes " + 2 * PDB.length + ", problems 4");
        assertThat(fsck("", "--repair").code()).isZero();
        assertThat(tree())
                .containsExactly(".symproxy/index.txt", ".symproxy/tmp/symsrv-2.pdb", "a.pdb/" + INDEX + "/~young.tmp");
    }

    @Test
    void whatAnotherProgramWritesStays() throws IOException {
        Path live = put("a.pdb/" + INDEX + "/~0123456789abcdef.tmp", PDB);
        try (FileChannel channel = FileChannel.open(live, StandardOpenOption.WRITE)) {
            assertThat(channel.lock()).isNotNull(); // of this process, which is told the same
            assertThat(fsck("", "--repair").code()).isZero();
        }
        assertThat(live).exists();
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void twinsAreMergedIntoTheCanonicalSpelling() throws IOException {
        String lower = INDEX.toLowerCase(Locale.ROOT);
        put("A.pdb/" + INDEX + "/A.pdb", PDB);
        put("a.pdb/" + lower + "/A.PDB", PDB);
        put("A.pdb/" + lower + "/A.pd_", cab(PDB));
        Path odd = put("Odd.pdb/" + lower + "/Odd.pdb", PDB);

        SymProxyRun run = fsck("");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .contains(
                        "twin: " + root().resolve("A.pdb") + ": differs only by case from " + root().resolve("a.pdb"),
                        "twin: " + root().resolve("A.pdb/" + lower) + ": differs only by case from "
                                + root().resolve("A.pdb/" + INDEX))
                .hasSize(3);
        assertThat(fsck("", "--repair").out()).endsWith("problems 2, repaired 2\n");
        assertThat(tree())
                .containsExactly(
                        root().relativize(odd).toString(), "a.pdb/" + INDEX + "/a.pd_", "a.pdb/" + INDEX + "/a.pdb");
        assertThat(fsck("").code()).isZero();
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void twinsThatDifferStayBoth() throws IOException {
        byte[] longer = new PdbBuilder()
                .guid(UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de")).stream(new byte[5000])
                        .build();
        Path one = put("A.pdb/" + INDEX + "/a.pdb", PDB);
        Path two = put("a.pdb/" + INDEX + "/a.pdb", longer);
        SymProxyRun run = fsck("", "--repair");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("twin: " + root().resolve("A.pdb") + ": differs only by case from "
                        + root().resolve("a.pdb") + ": " + one + " and " + two + " differ\n")
                .endsWith("problems 1, repaired 0\n");
        assertThat(one).hasBinaryContent(PDB);
        assertThat(two).hasBinaryContent(longer);
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void wherePreservedTheSpellingWithMostKeysStays() throws IOException {
        put("Foo.pdb/" + INDEX + "/Foo.pdb", PDB);
        put("Foo.pdb/111111112222333344445555555555551/Foo.pdb", OTHER);
        put("FOO.pdb/" + INDEX + "/FOO.pdb", PDB);

        assertThat(fsck("casing = preserve", "--repair").code()).isZero();
        assertThat(tree())
                .containsExactly("Foo.pdb/" + INDEX + "/Foo.pdb", "Foo.pdb/111111112222333344445555555555551/Foo.pdb");
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void twoTierStoresAreMergedToo() throws IOException {
        put("index2.txt", new byte[0]);
        put("FO/FOO.pdb/" + INDEX + "/FOO.pdb", PDB);
        put("Fo/Foo.pdb/" + INDEX + "/Foo.pdb", PDB);

        assertThat(fsck("tiers = 2", "--repair").out()).endsWith("problems 2, repaired 2\n");
        assertThat(tree()).containsExactly("fo/foo.pdb/" + INDEX + "/foo.pdb", "index2.txt");
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void filesThatDifferOnlyByCaseAreMergedIfTheyAreEqual() throws IOException {
        put("a.pdb/" + INDEX + "/a.pdb", PDB);
        put("a.pdb/" + INDEX + "/A.pdb", PDB);

        assertThat(fsck("").code()).isEqualTo(1);
        assertThat(fsck("", "--repair").code()).isZero();
        assertThat(tree()).containsExactly("a.pdb/" + INDEX + "/a.pdb");
    }

    @Test
    void whatSymstoreManagesIsOnlyLookedAt() throws IOException {
        Path managed = put("a.pdb/" + INDEX + "/a.pdb", OTHER);
        put("a.pdb/" + INDEX + "/refs.ptr", new byte[] {'x'});
        Path cached = put("b.pdb/" + INDEX + "/b.pdb", OTHER);
        put("000Admin/server.txt", new byte[0]);
        put("000Admin/lastid.txt", "0000000001".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String note = "managed by symstore, 'symstore verify --repair' mends it";

        assertThat(fsck("kind = mixed").out().lines())
                .contains("wrong: " + managed + ": is of 111111112222333344445555555555551: " + note)
                .contains("wrong: " + cached + ": is of 111111112222333344445555555555551");
        SymProxyRun run = fsck("kind = mixed", "--repair");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("wrong: " + managed + ": is of 111111112222333344445555555555551: " + note)
                .endsWith("problems 2, repaired 1\n");
        assertThat(managed).hasBinaryContent(OTHER);
        assertThat(cached).doesNotExist();
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void twinsOfManagedEntriesJoinThem() throws IOException {
        put("A.pdb/" + INDEX + "/A.pdb", PDB);
        put("A.pdb/" + INDEX + "/refs.ptr", new byte[] {'x'});
        put("a.pdb/111111112222333344445555555555551/a.pdb", OTHER);

        assertThat(fsck("kind = mixed", "--repair").code()).isZero();
        assertThat(tree())
                .containsExactly(
                        "A.pdb/" + INDEX + "/A.pdb",
                        "A.pdb/" + INDEX + "/refs.ptr",
                        "A.pdb/111111112222333344445555555555551/A.pdb");
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void nothingIsPutIntoAManagedEntry() throws IOException {
        put("a.pdb/" + INDEX + "/a.pdb", PDB);
        put("a.pdb/" + INDEX + "/refs.ptr", new byte[] {'x'});
        Path twin = put("A.pdb/" + INDEX + "/a.pd_", cab(PDB));

        SymProxyRun run = fsck("kind = mixed", "--repair");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("managed by symstore").endsWith("problems 1, repaired 0\n");
        assertThat(twin).exists();
    }

    @Test
    void aStoreWithoutReferencesIsManagedAsAWhole() throws IOException {
        Path file = put("a.pdb/" + INDEX + "/a.pdb", OTHER);
        put("000Admin/norefs", new byte[0]);
        Path unpacked = put(".symproxy/plain/b.pdb/" + INDEX + "/b.pdb", OTHER);

        assertThat(fsck("kind = store", "--repair").code()).isEqualTo(1);
        assertThat(file).exists();
        assertThat(unpacked).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "such names cannot be there")
    void aNameIsNoLineOfItsOwn() throws IOException {
        put("a.pdb/" + INDEX + "/x\nleftover: y", new byte[0]);

        assertThat(fsck("").out().lines())
                .contains("empty: " + root().resolve("a.pdb").resolve(INDEX) + "/x?leftover: y: has no bytes")
                .hasSize(2);
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        Path empty = put("c.pdb/" + INDEX + "/c.pdb", new byte[0]);
        SymProxyRun run = fsck("[directory t]\npath = " + directory.resolve("none"), "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(("{'directories':[{'name':'s','path':'" + root() + "','files':1,'bytes':0,'problems':["
                                + "{'kind':'empty','path':'" + empty
                                + "','message':'has no bytes','repaired':false}]},"
                                + "{'name':'t','path':'" + directory.resolve("none")
                                + "','files':0,'bytes':0,'problems':[{'kind':'unreadable','path':'"
                                + directory.resolve("none")
                                + "','message':'is not there, or no directory','repaired':false}]}]}\n")
                        .replace("\\", "\\\\")
                        .replace('\'', '"'));
        assertThat(fsck("[directory t]\npath = " + directory.resolve("none"), "--directory", "s", "--repair")
                        .code())
                .isZero();
    }

    @Test
    void theCommandLineIsChecked() throws IOException {
        assertThat(fsck("", "--directory", "x").err()).isEqualTo("symproxy: The configuration has no directory 'x'.\n");
        assertThat(fsck("", "-j", "0").code()).isEqualTo(87);
        assertThat(SymProxyRun.of(directory, "fsck").code()).isEqualTo(87);
    }
}

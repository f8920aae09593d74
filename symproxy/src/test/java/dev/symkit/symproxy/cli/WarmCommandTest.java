// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.bucket.DiskBuckets;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WarmCommandTest {
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";
    private static final byte[] PDB = new PdbBuilder()
            .guid(UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de"))
            .build();

    @TempDir
    private Path directory;

    private ScriptedServer upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = ScriptedServer.start();
        upstream.on("/sym/a.pdb/" + INDEX + "/a.pdb", Replies.ok(PDB));
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private Path cached(String name) {
        return directory.resolve("cache").resolve(name).resolve(INDEX).resolve(name);
    }

    private SymProxyRun warm(String keys, String config, String... more) throws IOException {
        Files.writeString(
                directory.resolve("s.ini"),
                "[directory s]\npath = " + directory.resolve("cache") + "\nupstream = corp\n"
                        + "[upstream corp]\nretries = 0\nurl = " + upstream.url("/sym") + "\n" + config + "\n");
        Files.writeString(directory.resolve("keys.txt"), keys);
        String[] argv = new String[5 + more.length];
        argv[0] = "warm";
        argv[1] = "--config";
        argv[2] = "s.ini";
        argv[3] = "--keys";
        argv[4] = "keys.txt";
        System.arraycopy(more, 0, argv, 5, more.length);
        return SymProxyRun.of(directory, argv);
    }

    @Test
    void aFileIsLoadedOnceHoweverOftenItIsListed() throws IOException {
        String keys = "# of the last week\n\n  a.pdb/" + INDEX + "\nA.pdb/" + INDEX + "/a.pd_\r\n";

        assertThat(warm(keys, "")).isEqualTo(new SymProxyRun(0, "loaded 1, present 0, missing 0, failed 0\n", ""));
        assertThat(cached("a.pdb")).hasBinaryContent(PDB);
        assertThat(upstream.paths().stream().filter(path -> path.endsWith("/a.pdb")))
                .hasSize(1);
        assertThat(warm(keys, "")).isEqualTo(new SymProxyRun(0, "loaded 0, present 1, missing 0, failed 0\n", ""));
    }

    @Test
    void whatIsLoadedIsInTheBucketToo() throws IOException {
        DiskBuckets.Made bucket = DiskBuckets.over(directory.resolve("bucket"));
        String storage = "[storage]\nbackend = s3\nurl = " + bucket.url("p");
        bucket.breaks("publish");
        SymProxyRun failed = warm("a.pdb/" + INDEX + "\n", storage);

        assertThat(failed.code()).isNotZero();
        assertThat(failed.err())
                .isEqualTo("symproxy: 1 files could not be written to the bucket: " + bucket.url("p")
                        + ": the test has it fail\n");
        Files.delete(cached("a.pdb"));
        bucket.breaks("");
        assertThat(warm("a.pdb/" + INDEX + "\n", storage).code()).isZero();
        assertThat(bucket.path("p/a.pdb/" + INDEX + "/a.pdb")).hasBinaryContent(PDB);
    }

    @Test
    void whatNoUpstreamHasIsNamed() throws IOException {
        SymProxyRun run = warm("a.pdb/" + INDEX + "\nb.pdb/" + INDEX + "\n", "", "-j", "2");

        assertThat(run)
                .isEqualTo(new SymProxyRun(
                        1,
                        "loaded 1, present 0, missing 1, failed 0\n",
                        "symproxy: b.pdb/" + INDEX + ": no upstream has it\n"));
    }

    @Test
    void aWrongFileIsNotKept() throws IOException {
        upstream.on("/sym/b.pdb/0000/b.pdb", Replies.ok(PDB));
        SymProxyRun run = warm("b.pdb/0000", "");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("loaded 0, present 0, missing 0, failed 1\n");
        assertThat(run.err()).startsWith("symproxy: b.pdb/0000: corp: ").contains("is of " + INDEX);
        assertThat(directory.resolve("cache/b.pdb/0000/b.pdb")).doesNotExist();
    }

    @Test
    void anUpstreamThatFailsIsNamed() throws IOException {
        upstream.on("/sym/b.pdb/" + INDEX + "/b.pdb", Replies.status(500));
        SymProxyRun run = warm("b.pdb/" + INDEX, "");

        assertThat(run.out()).isEqualTo("loaded 0, present 0, missing 0, failed 1\n");
        assertThat(run.err())
                .startsWith("symproxy: b.pdb/" + INDEX + ": corp: ")
                .contains("500");
    }

    @Test
    void badLinesAreNamedAndTheOthersLoaded() throws IOException {
        SymProxyRun run = warm(
                "a.pdb\n../x/" + INDEX + "\na.pdb/" + INDEX + "/b.pdb\na.pdb/" + INDEX + "/a.pdb/x\na.pdb/" + INDEX,
                "");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("loaded 1, present 0, missing 0, failed 4\n");
        assertThat(run.err().lines())
                .containsExactly(
                        "symproxy: keys.txt:1: not NAME/INDEX or NAME/INDEX/FILE: 'a.pdb'",
                        "symproxy: keys.txt:2: the name \"..\" is not a file name",
                        "symproxy: keys.txt:3: 'b.pdb' is no file of a.pdb",
                        "symproxy: keys.txt:4: not NAME/INDEX or NAME/INDEX/FILE: 'a.pdb/" + INDEX + "/a.pdb/x'");
    }

    @Test
    void aCompressedFileOfTheDirectoryIsUnpacked() throws IOException {
        Path packed = cached("b.pdb").resolveSibling("b.pd_");
        Files.createDirectories(packed.getParent());
        Files.write(
                packed,
                new CabBuilder()
                        .folder(CabBuilder.MSZIP)
                        .mszip(PDB)
                        .file("b.pdb", 0, PDB.length)
                        .build());

        assertThat(warm("b.pdb/" + INDEX, "").out()).isEqualTo("loaded 1, present 0, missing 0, failed 0\n");
        assertThat(cached("b.pdb")).hasBinaryContent(PDB);
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their names have no case")
    void aFileInAnotherSpellingIsThere() throws IOException {
        Path odd = directory.resolve("cache").resolve("A.PDB").resolve(INDEX.toLowerCase(java.util.Locale.ROOT));
        Files.createDirectories(odd);
        Files.write(odd.resolve("A.Pdb"), PDB);

        assertThat(warm("a.pdb/" + INDEX, "").out()).isEqualTo("loaded 0, present 1, missing 0, failed 0\n");
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void excludedNamesAreNotAskedFor() throws IOException {
        SymProxyRun run = warm("a.pdb/" + INDEX, "[exclusions]\na.*");

        assertThat(run)
                .isEqualTo(new SymProxyRun(
                        1,
                        "loaded 0, present 0, missing 1, failed 0\n",
                        "symproxy: a.pdb/" + INDEX + ": its name is excluded\n"));
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void theDirectoryHasToBeClear() throws IOException {
        String second = "[directory t]\npath = " + directory.resolve("t") + "\nupstream = corp\n[directory u]\npath = "
                + directory.resolve("u") + "\n";
        String keys = "a.pdb/" + INDEX;

        assertThat(warm(keys, second))
                .isEqualTo(
                        new SymProxyRun(
                                87,
                                "",
                                "symproxy: '--directory <name>' is required: 2 directories of the configuration have upstreams.\n"));
        assertThat(warm(keys, second, "--directory", "t").code()).isZero();
        assertThat(directory.resolve("t/a.pdb")).exists();
        assertThat(warm(keys, second, "--directory", "u").err())
                .isEqualTo("symproxy: The directory 'u' has no upstream.\n");
        assertThat(warm(keys, second, "--directory", "v").err())
                .isEqualTo("symproxy: The configuration has no directory 'v'.\n");
    }

    @Test
    void theCommandLineIsChecked() throws IOException {
        assertThat(SymProxyRun.of(directory, "warm", "--config", "s.ini").err())
                .isEqualTo("symproxy: '--keys <file>' is required with warm.\n");
        assertThat(warm("", "", "-j", "0").code()).isEqualTo(87);
        assertThat(warm("", "", "-j", "x").code()).isEqualTo(87);
        assertThat(warm("", "")).isEqualTo(new SymProxyRun(0, "loaded 0, present 0, missing 0, failed 0\n", ""));
        Files.delete(directory.resolve("keys.txt"));
        assertThat(SymProxyRun.of(directory, "warm", "--config", "s.ini", "--keys", "keys.txt"))
                .isEqualTo(new SymProxyRun(
                        1, "", "symproxy: " + directory.resolve("keys.txt") + ": no such file or directory\n"));
        assertThat(SymProxyRun.of(directory, "warm", "--config", "s.ini", "--keys", "-")
                        .out())
                .startsWith("loaded 0");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The packaged {@code symsrv get --noisy --debug} with an empty cache in front of a server that a test tells what to say. */
final class FetchBed implements AutoCloseable {
    static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    static final String NAME = "a.pdb";
    static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";

    /** The PDB on the server. */
    static final String PLAIN = "/s/" + NAME + "/" + INDEX + "/" + NAME;

    /** The same, compressed. */
    static final String COMPRESSED = "/s/" + NAME + "/" + INDEX + "/a.pd_";

    final ScriptedServer server = ScriptedServer.start();
    final Path scratch;
    private String url = server.url("/s");

    FetchBed(Path scratch) throws IOException {
        this.scratch = scratch;
    }

    /** The PDB of the key. */
    static byte[] pdb() {
        return new PdbBuilder().guid(GUID).build();
    }

    Path cache() {
        return scratch.resolve("cache");
    }

    /** Where the file is in the cache. */
    Path target() {
        return cache().resolve(NAME).resolve(INDEX).resolve(NAME);
    }

    /** Names the store otherwise. */
    FetchBed store(String value) {
        url = value;
        return this;
    }

    /**
     * Runs the command.
     *
     * @param options for Java, between blanks
     */
    Run get(String options, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Tree.exploded().resolve("bin/symsrv").toString(), "get", NAME, INDEX, "--noisy", "--debug"));
        command.addAll(List.of("-y", "srv*" + cache() + "*" + url, "--proxy", "none"));
        command.addAll(List.of(more));
        String java = "-Xmx64m -Djava.io.tmpdir=" + scratch + " " + options;
        return Run.of(
                scratch,
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "HOME", scratch.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "SYMKIT_OPTS", java.strip()),
                command);
    }

    /** Fails unless nothing is in the cache and the command ended so; {@code {server}} in the text stands for the server. */
    void assertNothing(Run run, int exit, String code, String reason) throws IOException {
        String text = reason.replace("{server}", server.url(""));
        assertThat(run.err().lines().toList())
                .last()
                .asString()
                .startsWith("SYMSRV: " + NAME + "/" + INDEX + ": ")
                .contains(" (" + code + "): ")
                .contains(text);
        assertThat(run.err()).contains("SYMSRV:  RESULT: " + code).doesNotContain("\tat ", "Exception");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(BigImage.files(cache())).isSubsetOf("pingme.txt");
    }

    /** Fails unless the right file, and nothing else, is in the cache. */
    void assertFound(Run run) throws IOException {
        assertThat(run.out()).as(run.err()).isEqualTo(target() + "\n");
        assertThat(run.exit()).isZero();
        assertThat(BigImage.files(cache()))
                .containsExactlyInAnyOrder(
                        "pingme.txt", cache().relativize(target()).toString());
        assertThat(Files.readAllBytes(target())).isEqualTo(pdb());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

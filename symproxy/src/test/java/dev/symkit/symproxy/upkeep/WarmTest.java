// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.path.IniFile;
import dev.symkit.path.PathMap;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.upkeep.Warm.Outcome;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmTest {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";
    private static final byte[] PDB =
            new PdbBuilder().guid(GUID).stream(new byte[3 << 20]).build();

    @TempDir
    private Path directory;

    private ScriptedServer upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private Warm warm(String... urls) {
        StringBuilder text = new StringBuilder("[directory s]\npath = " + directory.resolve("cache") + "\nupstream = ");
        StringBuilder upstreams = new StringBuilder();
        for (int i = 0; i < urls.length; i++) {
            text.append(i == 0 ? "" : ", ").append("u").append(i);
            upstreams.append("[upstream u").append(i).append("]\nretries = 0\nuriFilter = 1\nurl = ");
            upstreams.append(urls[i]).append('\n');
        }
        ConfigLoader.Loaded loaded =
                new ConfigLoader(Map.of()).load(IniFile.parse(text + "\n" + upstreams, "test.ini"), List.of());
        UpkeepSetup setup = new UpkeepSetup(loaded.configuration(), Map.of(), PathMap.NONE, directory);
        return new Warm(setup, setup.directories().get(0));
    }

    private static SymbolKey key(int number) {
        return new SymbolKey("a" + number + ".pdb", INDEX);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
            return all.filter(file ->
                            file.toString().endsWith(".pdb") || file.toString().endsWith(".tmp"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    @Test
    void resultsComeInTheOrderOfTheKeys() throws IOException {
        List<SymbolKey> keys = IntStream.range(0, 30).mapToObj(WarmTest::key).toList();
        keys.forEach(key -> {
            if (!key.name().equals("a7.pdb")) {
                upstream.on("/sym/" + key.name() + "/" + INDEX + "/" + key.name(), Replies.ok(PDB));
            }
        });
        List<Warm.Result> results = new ArrayList<>();
        warm(upstream.url("/sym")).run(keys, 8, () -> false, results::add);

        assertThat(results).extracting(Warm.Result::key).isEqualTo(keys);
        assertThat(results)
                .filteredOn(result -> result.outcome() != Outcome.LOADED)
                .singleElement()
                .isEqualTo(new Warm.Result(key(7), Outcome.MISSING, 0, "no upstream has it"));
        assertThat(results.get(0).bytes()).isEqualTo(PDB.length);
        assertThat(files()).hasSize(29);
    }

    @Test
    void theNextUpstreamIsAskedWhereOneSendsAnotherFile() throws IOException {
        upstream.on("/one/a1.pdb/" + INDEX + "/a1.pdb", Replies.ok(new PdbBuilder().build()));
        upstream.on("/two/a1.pdb/" + INDEX + "/a1.pdb", Replies.ok(PDB));
        List<Warm.Result> results = new ArrayList<>();
        warm(upstream.url("/one"), upstream.url("/two")).run(List.of(key(1)), 1, () -> false, results::add);

        assertThat(results).containsExactly(new Warm.Result(key(1), Outcome.LOADED, PDB.length, ""));
    }

    @Test
    void whatArrivesWhenItIsCancelledIsGivenUp() throws IOException {
        AtomicBoolean cancelled = new AtomicBoolean();
        upstream.on("/sym/a1.pdb/" + INDEX + "/a1.pdb", (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: " + PDB.length + "\r\n\r\n"));
            out.write(PDB, 0, PDB.length / 2);
            out.flush();
            cancelled.set(true);
            server.stall();
            return false;
        });
        List<Warm.Result> results = new ArrayList<>();
        Warm warm = warm(upstream.url("/sym"));

        assertThatThrownBy(() -> warm.run(List.of(key(1), key(2)), 1, cancelled::get, results::add))
                .isInstanceOf(CancellationException.class);
        assertThat(results).extracting(Warm.Result::outcome).containsOnly(Outcome.FAILED);
        assertThat(files()).isEmpty();
    }
}

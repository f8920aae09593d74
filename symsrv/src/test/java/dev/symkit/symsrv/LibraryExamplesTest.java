// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.dump.Minidump;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.finder.FinderOptions;
import dev.symkit.symsrv.finder.FinderResult;
import dev.symkit.symsrv.finder.SymbolFinder;
import dev.symkit.symsrv.finder.SymbolModule;
import dev.symkit.symsrv.finder.SymbolState;
import dev.symkit.symsrv.finder.Wanted;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.session.SessionRequest;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.StoreFlags;
import dev.symkit.testkit.MinidumpBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/symsrv.md}: what stands between {@code // example} and {@code // end} is there word for word. */
class LibraryExamplesTest {
    private final UUID guid = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private final SymbolKey key = ClientScene.KEY;
    private final List<String> printed = new ArrayList<>();

    @TempDir
    Path directory;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(directory);
    }

    private void print(Object... things) {
        printed.add(Arrays.toString(things));
    }

    @Test
    void looksUpAKey() throws Exception {
        Path stored = scene.put(ClientScene.place("sym", "a.pdb"), ClientScene.pdb());
        Map<String, String> environment = Map.of();
        Map<String, String> properties =
                Map.of("user.home", directory.toString(), "java.io.tmpdir", directory.toString());
        // example
        Machine machine = new Machine(environment, properties, directory, Clock.systemUTC(), Optional.empty());
        try (ClientSession session = ClientSession.open(SessionRequest.of("srv*sym"), machine)) {
            LookupResult result = session.client().find(SymbolKey.forPdb("a.pdb", guid, 1));
            if (result instanceof LookupResult.Found found) {
                print(found.path());
            } else if (result instanceof LookupResult.NotFound missing) {
                print(missing.status(), missing.reason());
            }
        }
        // end
        assertThat(printed).containsExactly("[" + stored + "]");
    }

    @Test
    void findsThePdbOfAnImage() throws IOException {
        Path image =
                scene.put("app/a.dll", new PeBuilder().rsds(guid, 1, "a.pdb").build());
        Path pdbFile = scene.put("app/a.pdb", ClientScene.pdb());
        Path mismatch = scene.put("out/a.pdb", ClientScene.pdb(new UUID(1, 2)));
        try (SymSrvClient client = scene.client("out")) {
            // example
            SymbolFinder finder = new SymbolFinder(client, FinderOptions.DEFAULT);
            FinderResult pdb = finder.find(SymbolModule.read(image), Wanted.PDB);
            print(pdb.file(), pdb.state().map(SymbolState::text));
            for (Attempt other : pdb.mismatches()) {
                print(other.candidate(), other.reason());
            }
            // end
        }
        assertThat(printed).hasSize(2);
        assertThat(printed.get(0)).isEqualTo("[Optional[" + pdbFile + "], Optional[public symbols]]");
        assertThat(printed.get(1)).startsWith("[" + mismatch + ", Optional[" + mismatch + " is of ");
    }

    @Test
    void findsThePdbsOfADump() throws IOException {
        scene.put(
                "sym/a.dll/642C308F4c000/a.dll",
                new PeBuilder()
                        .timestamp(0x642C308F)
                        .sizeOfImage(0x4c000)
                        .rsds(guid, 1, "a.pdb")
                        .build());
        Path stored = scene.put(ClientScene.place("sym", "a.pdb"), ClientScene.pdb());
        ByteSource dump = ByteSource.of(
                "a.dmp",
                new MinidumpBuilder()
                        .module("C:\\app\\a.dll", 0x10000, 0x4c000, 0x642C308F)
                        .rsds(guid, 1, "D:\\x\\a.pdb")
                        .module("C:\\app\\b.dll", 0x90000, 0x1000, 1)
                        .build());
        try (SymSrvClient client = scene.client("srv*sym")) {
            SymbolFinder finder = new SymbolFinder(client, FinderOptions.DEFAULT);
            // example
            for (DumpModule each : Minidump.open(dump).modules()) {
                SymbolModule module = SymbolModule.of(each);
                if (module.pdb().isEmpty()) {
                    Optional<Path> file = finder.find(module, Wanted.IMAGE).file();
                    module = file.isPresent() ? module.completedBy(file.get()) : module;
                }
                print(module.name(), finder.find(module, Wanted.PDB).file());
            }
            // end
        }
        assertThat(printed).containsExactly("[a.dll, Optional[" + stored + "]]", "[b.dll, Optional[" + stored + "]]");
    }

    @Test
    void storesAFile() throws IOException {
        Path file = scene.put("build/a.pdb", ClientScene.pdb());
        try (SymSrvClient client = scene.client("srv*sym")) {
            // example
            StoreFlags flags = new StoreFlags(StoreFlags.COMPRESS | StoreFlags.PASS_IF_EXISTS);
            print(client.store("srv*team", file, key, flags));
            // end
        }
        assertThat(printed).containsExactly("[" + scene.at(ClientScene.place("team", "a.pd_")) + "]");
    }

    @Test
    void allOfThePageIsHere() throws IOException {
        List<String> page = blocks(Path.of("..", "docs", "symsrv.md"), "```java", "```");
        List<String> code =
                blocks(Path.of("src/test/java/dev/symkit/symsrv/LibraryExamplesTest.java"), "// example", "// end");
        assertThat(page).isNotEmpty().containsExactlyElementsOf(code);
    }

    /** The texts between two lines, without indentation. */
    private static List<String> blocks(Path file, String first, String last) throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line :
                Files.readString(file, UTF_8).lines().map(String::strip).toList()) {
            if (block == null) {
                block = line.equals(first) ? new ArrayList<>() : null;
            } else if (line.equals(last)) {
                blocks.add(String.join("\n", block));
                block = null;
            } else {
                block.add(line);
            }
        }
        return blocks;
    }
}

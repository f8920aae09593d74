// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Symbols for a machine without network: it writes a manifest, another machine fetches, the files are carried back. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymChkOfflineIT {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");
    private static final String INDEX = "5DAD44455A83417DBDB6BE0655EE650D3";

    @TempDir
    Path scratch;

    /** A command in front that takes the network away, if the system lets it; the server counts requests anyway. */
    private static List<String> withoutNetwork() throws IOException, InterruptedException {
        for (List<String> prefix : List.of(List.of("unshare", "-n"), List.of("unshare", "-r", "-n"))) {
            ChildProcess.Spec probe = ChildProcess.Spec.of(
                    Stream.concat(prefix.stream(), Stream.of("true")).toList());
            try {
                if (ChildProcess.run(probe).exit() == 0) {
                    return prefix;
                }
            } catch (IOException e) {
                return List.of(); // there is no such command
            }
        }
        return List.of();
    }

    private ChildProcess.Result offline(ScriptedServer server, String... arguments) throws Exception {
        Packaged tools = Packaged.in(Files.createDirectories(scratch.resolve("offline")))
                .with("HOME", scratch.resolve("offline/home").toString())
                .with("_NT_SYMBOL_PATH", "srv*cache*" + server.url("/s"));
        return ChildProcess.run(tools.spec(withoutNetwork(), "symchk", arguments));
    }

    private void makeFolder(ScriptedServer server) throws IOException {
        Path samples = Tree.sources().resolve("samples/build-1/x64");
        Path folder = Files.createDirectories(scratch.resolve("offline/folder"));
        Path deeper = Files.createDirectories(folder.resolve("plug ins/one"));
        Files.copy(samples.resolve("hello.exe"), folder.resolve("hello.exe"));
        Files.copy(samples.resolve("engine.dll"), deeper.resolve("engine.dll"));
        Files.writeString(folder.resolve("readme.txt"), "read me");
        byte[] image = new PeBuilder().rsds(GUID, 3, "d:\\b\\Shared.pdb").build();
        Files.write(folder.resolve("first.dll"), image);
        Files.write(deeper.resolve("second.dll"), image);
        server.on(
                "/s/hello.pdb/432300D0CC1DBEB34C4C44205044422E1/hello.pdb",
                Replies.ok(Files.readAllBytes(samples.resolve("hello.pdb"))));
        server.on(
                "/s/engine.pdb/98314B61721D7E724C4C44205044422E1/engine.pdb",
                Replies.ok(Files.readAllBytes(samples.resolve("engine.pdb"))));
        server.on(
                "/s/Shared.pdb/" + INDEX + "/Shared.pdb",
                Replies.ok(new PdbBuilder().guid(GUID).infoAge(3).dbiAge(3).build()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void theManifestIsFetchedElsewhereAndTheFilesAreCarriedBack() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            makeFolder(server);
            ChildProcess.Result written = offline(server, "-r", "folder", "-om", "list.txt");
            assertThat(written.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 5\n");
            assertThat(written.err()).isEmpty();
            assertThat(written.exit()).isZero();
            Path list = scratch.resolve("offline/list.txt");
            assertThat(Files.readAllLines(list, UTF_8))
                    .containsExactly(
                            "Shared.pdb," + INDEX + ",1",
                            "hello.pdb,432300D0CC1DBEB34C4C44205044422E1,1",
                            "engine.pdb,98314B61721D7E724C4C44205044422E1,1");
            assertThat(server.requests()).isEmpty();

            Path other = Files.createDirectories(scratch.resolve("online"));
            Files.copy(list, other.resolve("list.txt"));
            ChildProcess.Result fetched = Packaged.in(other)
                    .with("HOME", other.resolve("home").toString())
                    .run("symchk", "-im", "list.txt", "-s", "srv*" + other.resolve("cache") + "*" + server.url("/s"));
            assertThat(fetched.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 3\n");
            assertThat(fetched.err()).isEmpty();
            assertThat(fetched.exit()).isZero();
            int requests = server.requests().size();

            copy(other.resolve("cache"), scratch.resolve("offline/copied"));
            for (String path : List.of("copied", "srv*copied", "cache*copied")) {
                ChildProcess.Result checked = offline(server, "-r", "folder", "-s", path);
                assertThat(checked.out())
                        .as(path)
                        .isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 5\n");
                assertThat(checked.err()).isEmpty();
                assertThat(checked.exit()).isZero();
            }
            assertThat(server.requests()).hasSize(requests);
        }
    }
}

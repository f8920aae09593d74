// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symkit.cli.Cancellation;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with a server that has nothing. */
class SymSrvCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private record TestTool(Map<String, String> properties) implements Tool {
        @Override
        public String name() {
            return "symsrv";
        }

        @Override
        public String help() {
            return "";
        }

        @Override
        public List<ToolCommand> commands() {
            return SymSrvCommands.with(properties);
        }

        @Override
        public ToolErrors errors() {
            return new SymSrvErrors();
        }
    }

    private int run(String arguments) {
        return run(arguments.split(" "));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        ToolContext context = new ToolContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Map.of(),
                folder,
                Clock.systemUTC(),
                false,
                new Cancellation());
        Map<String, String> properties = Map.of(
                "symsrv.misses.file", folder.resolve("misses").toString(),
                "java.io.tmpdir", folder.toString(),
                "user.home", folder.toString(),
                "os.name", "Linux");
        return ToolMain.run(new TestTool(properties), arguments, context);
    }

    private String store() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/s";
    }

    @Test
    void missesAreKeptShownAndForgotten() {
        String get = "get -y srv*cache*" + store() + " a.pdb 0F7FCF88442F4B0E9FB51DC4A754D9DE1 --proxy none";
        assertThat(run(get)).isEqualTo(SymSrvErrors.NOT_FOUND);
        int first = requests.get();
        assertThat(first).isEqualTo(4);
        assertThat(run("cache --misses")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("a.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1: not in " + store() + ", until ");
        assertThat(run(get)).isEqualTo(SymSrvErrors.NOT_FOUND);
        assertThat(requests.get() - first).isLessThanOrEqualTo(1); // index2.txt at most: the miss is remembered
        int second = requests.get();
        assertThat(run(get + " --refresh")).isEqualTo(SymSrvErrors.NOT_FOUND);
        assertThat(requests.get() - second).isEqualTo(4);
        assertThat(run("cache --clear-misses")).isZero();
        assertThat(run("cache --misses")).isZero();
        assertThat(out.size()).isZero();
    }

    @Test
    void aMissSaysWhyAndTheTraceIsOnStandardError() {
        assertThat(run("get -y srv*cache*" + store() + " a.pdb 1 --proxy none --noisy"))
                .isEqualTo(SymSrvErrors.NOT_FOUND);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("SYMSRV:  HTTPGET: /s/a.pdb/1/a.pd_")
                .contains("SYMSRV: a.pdb/1: miss (0x80190194): not found");
    }

    @Test
    void aPdbIsFoundInTheFolderOfItsImagesExtensionAndCopiedUnderItsName() throws IOException {
        UUID guid = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
        Files.write(
                folder.resolve("b.exe"),
                new PeBuilder().rsds(guid, 1, "d:\\x\\a.pdb").build());
        Files.createDirectories(folder.resolve("out/exe"));
        Files.createDirectories(folder.resolve("to"));
        byte[] pdb = new PdbBuilder().guid(guid).build();
        Files.write(folder.resolve("out/exe/a.pdb"), pdb);
        assertThat(run("get", "-y", "out", "--for", "b.exe", "--pdb", "-o", "to"))
                .isZero();
        assertThat(folder.resolve("to/a.pdb")).hasBinaryContent(pdb);
        assertThat(run("get", "-y", "out/exe", "d:\\x\\a.pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1", "-o", "to"))
                .isZero();
        assertThat(folder.resolve("to/a.pdb")).hasBinaryContent(pdb);
    }

    @Test
    void whatIsOfAnotherBuildHasItsReasonInTheJson() throws IOException {
        Files.write(folder.resolve("a.pdb"), new PdbBuilder().build());
        assertThat(run("get -y . a.pdb 0F7FCF88442F4B0E9FB51DC4A754D9DE1 --json"))
                .isEqualTo(SymSrvErrors.NOT_FOUND);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"status\":\"bad-file\"")
                .contains("\"reason\":\"" + folder.resolve("a.pdb") + " is of C9A61DDDD7E44353A668E39AC614A7EA1\"}]");
    }

    @Test
    void aDirectoryIsNamedWhereAFileIsWanted() {
        assertThat(run("index .")).isEqualTo(SymSrvErrors.NOT_FOUND);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("SYMSRV: " + folder + ": is a directory\n");
    }

    @Test
    void aProxyThatIsNoneIsAMistakeOfTheUser() {
        assertThat(run("get -y . a.pdb 1 --proxy :secret:")).isEqualTo(SymSrvErrors.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("SYMSRV: --proxy: not a proxy of the form host:port\n");
    }
}

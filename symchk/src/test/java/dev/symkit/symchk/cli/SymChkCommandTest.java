// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symkit.cli.Cancellation;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command with a server that is busy, or silent. */
class SymChkCommandTest {
    private static final String SECRET = "s3cr3tW0rd";
    private static final String INDEX = "5DAD44455A83417DBDB6BE0655EE650D1";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("need.txt"), "app.pdb," + INDEX + ",1\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/busy", exchange -> {
            synchronized (requests) {
                requests.add(exchange.getRequestURI().getPath());
            }
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, exchange.getRequestURI().getPath().endsWith("/app.pdb") ? 503 : 404);
        });
        server.createContext("/silent", exchange -> {
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 404);
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/nothing?sig=" + SECRET);
            answer(exchange, 302);
        });
        server.createContext("/nothing", exchange -> answer(exchange, 404));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private record TestTool(Map<String, String> properties) implements Tool {
        @Override
        public String name() {
            return "symchk";
        }

        @Override
        public String help() {
            return "";
        }

        @Override
        public List<ToolCommand> commands() {
            return List.of(
                    ToolCommand.withoutVerb(ChkOptions.SWITCHES, context -> new SymChkCommand(context, properties))
                            .spelled(ChkSpelling::of));
        }

        @Override
        public ToolErrors errors() {
            return new SymChkErrors();
        }
    }

    private String run(String place, String arguments) {
        return all(place, arguments).lines().findFirst().orElse("");
    }

    private String all(String place, String arguments) {
        out.reset();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        ToolContext context = new ToolContext(
                text,
                text,
                InputStream.nullInputStream(),
                Map.of(
                        "_NT_SYMBOL_PATH",
                        "srv*http://127.0.0.1:" + server.getAddress().getPort() + place),
                folder,
                Clock.systemUTC(),
                false,
                new Cancellation());
        Map<String, String> properties =
                Map.of("java.io.tmpdir", folder.toString(), "user.home", folder.toString(), "os.name", "Linux");
        assertThat(ToolMain.run(new TestTool(properties), arguments.split(" "), context))
                .isEqualTo(SymChkErrors.FAILED);
        return out.toString(StandardCharsets.UTF_8);
    }

    private long asked() {
        synchronized (requests) {
            long asked = requests.stream()
                    .filter(path -> path.endsWith("/" + INDEX + "/app.pdb"))
                    .count();
            requests.clear();
            return asked;
        }
    }

    @Test
    void requestsAreRepeatedAsOftenAsWanted() {
        String refused = "SYMCHK: app.pdb               ERROR - Unable to download file. Error reported was 53";
        assertThat(run("/busy", "/im need.txt --retries 0")).isEqualTo(refused);
        assertThat(asked()).isEqualTo(1);
        assertThat(run("/busy", "/im need.txt")).isEqualTo(refused);
        assertThat(asked()).isEqualTo(3);
        assertThat(run("/busy", "/im need.txt --retries 3")).isEqualTo(refused);
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void aSilentServerIsGivenUp() {
        assertThat(run("/silent", "/im need.txt --retries 0 --timeout 1"))
                .isEqualTo("SYMCHK: app.pdb               ERROR - Unable to download file. Error reported was 121");
    }

    @Test
    void oneVTellsOfRequests() {
        assertThat(all("/moved?key=" + SECRET, "/im need.txt /v"))
                .contains("SYMSRV:  HTTPGET: /moved/app.pdb/" + INDEX + "/app.pdb\n")
                .doesNotContain("SYMSRV:  HTTP: ", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vv", "-v /v", "/vvvv"})
    void moreOfThemTellOfRequestsAsAWhole(String letters) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        assertThat(all("/moved?key=" + SECRET, "/im need.txt " + letters))
                .contains("SYMSRV:  HTTPGET: /moved/app.pdb/" + INDEX + "/app.pdb\n")
                .doesNotContain(SECRET)
                .containsPattern("SYMSRV:  HTTP: GET " + url + "/moved/app.pdb/" + INDEX
                        + "/app.pdb\\?\\*\\*\\* - 302 to " + url + "/nothing\\?\\*\\*\\*(, 0 bytes)?, \\d+ ms\n")
                .containsPattern("SYMSRV:  HTTP: GET " + url + "/nothing\\?\\*\\*\\* - 404(, 0 bytes)?, \\d+ ms\n");
    }

    @Test
    void withoutNetworkNoServerIsAsked() {
        assertThat(run("/busy", "/im need.txt --no-network"))
                .isEqualTo("SYMCHK: app.pdb               ERROR - Unable to download file. Error reported was 2");
        assertThat(requests).isEmpty();
    }
}

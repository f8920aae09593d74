// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client made of what the user, the environment, {@code symsrv.ini} and properties say. */
class ClientSessionTest {
    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> questions = new ArrayList<>();
    private Optional<PasswordPrompt> prompt = Optional.empty();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        properties.put("os.name", "Linux");
        properties.put("user.home", root.resolve("home").toString());
        properties.put("java.io.tmpdir", root.resolve("tmp").toString());
        environment.put("DBGHELP_HOMEDIR", root.resolve("debuggers").toString());
    }

    private ClientSession open(String path) throws Exception {
        return open(path, false);
    }

    private ClientSession open(String path, boolean ignoreEnvironment) throws Exception {
        return open(new SessionRequest(
                path,
                ignoreEnvironment,
                "",
                "",
                Optional.of("none"),
                List.of(),
                Optional.of(Duration.ofSeconds(10)),
                OptionalInt.empty(),
                0,
                LookupOptions.DEFAULT,
                LookupListener.NONE));
    }

    private ClientSession open(SessionRequest request) throws Exception {
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return ClientSession.open(request, new Machine(environment, properties, root, clock, prompt));
    }

    private static Status status(LookupResult result) {
        return result instanceof LookupResult.NotFound missing ? missing.status() : Status.FOUND;
    }

    private static final FileKey PDB = new FileKey(KEY.name(), KEY.index());

    @Test
    void readsTheExclusionsAgainWhileItRuns() throws Exception {
        Path ini = scene.put("symsrv.ini", "[exclusions]\nother.pdb\n");
        environment.put("SYMSRV_INI", ini.toString());
        scene.put(place("s", "a.pdb"), pdb());
        try (ClientSession session = open("srv*s")) {
            assertThat(status(session.find(PDB))).isEqualTo(Status.FOUND);
            scene.put("symsrv.ini", "[exclusions]\na.*\n");
            Files.setLastModifiedTime(ini, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
            now = now.plusSeconds(2);
            assertThat(status(session.find(PDB))).isEqualTo(Status.EXCLUDED);
            Files.delete(ini);
            now = now.plusSeconds(2);
            assertThat(status(session.find(PDB))).isEqualTo(Status.EXCLUDED);
        }
    }

    @Test
    void looksForImagesAlongTheirOwnPath() throws Exception {
        Path image = scene.put(
                "images/a.dll",
                new PeBuilder().timestamp(0x642C308F).sizeOfImage(0x4c000).build());
        scene.put("images/a.pdb", pdb());
        environment.put("_NT_EXECUTABLE_IMAGE_PATH", root.resolve("images") + ";" + root.resolve("none"));
        try (ClientSession session = open("srv*s")) {
            assertThat(session.warnings()).isEmpty();
            assertThat(session.find(new FileKey("a.dll", "642C308F4c000")))
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            found -> assertThat(found.path()).isEqualTo(image));
            assertThat(status(session.find(PDB))).isEqualTo(Status.MISS);
        }
        environment.put("_NT_EXECUTABLE_IMAGE_PATH", "a*b");
        try (ClientSession session = open("srv*s")) {
            assertThat(session.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("_NT_EXECUTABLE_IMAGE_PATH: element 1: ");
        }
    }

    @Test
    void findsThePdbOfAnImageByTheExtensionOfTheImage() throws Exception {
        UUID guid = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
        Path image = scene.put("b.exe", new PeBuilder().rsds(guid, 1, "a.pdb").build());
        Path pdb = scene.put("out/exe/a.pdb", pdb());
        try (ClientSession session = open("out")) {
            assertThat(session.findPdbOf(image))
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            found -> assertThat(found.path()).isEqualTo(pdb));
        }
    }

    @Test
    void looksForTheProviderOfABucket() throws Exception {
        try (ClientSession session = open("srv*c*s3://b/p;srv*s")) {
            assertThat(session.warnings()).containsExactly("no provider for s3.dll");
        }
    }

    @Test
    void looksForProvidersIfThePathNamesOne() throws Exception {
        try (ClientSession session = open("symsrv*other.dll*x;symsrv*other.dll*y")) {
            assertThat(session.warnings()).containsExactly("no provider for other.dll");
            assertThat(session.find(PDB))
                    .isInstanceOfSatisfying(
                            LookupResult.NotFound.class,
                            missing -> assertThat(missing.reason()).contains("no provider for other.dll"));
            assertThat(session.client().ping("symsrv*third.dll*x").reason()).isEqualTo("no provider for third.dll");
        }
    }

    @Test
    void asksForAPasswordOnceForAHostIfThatIsWantedAndSomebodyIsThere() throws Exception {
        String login = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean knows =
                    ("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"symbols\"");
            exchange.sendResponseHeaders(knows ? 404 : 401, -1);
            exchange.close();
        });
        server.start();
        try {
            String host = "127.0.0.1:" + server.getAddress().getPort();
            String path = "srv*c*http://" + host + "/s";
            prompt = Optional.of(question -> {
                questions.add(question);
                return Optional.of(new PasswordPrompt.Answer("me", "secret"));
            });
            properties.put("symsrv.auth.allowHttp", "true");
            assertThat(find(path)).isEqualTo(Status.DENIED);
            assertThat(questions).isEmpty();
            properties.put("symsrv.auth.prompts", "true");
            assertThat(find(path)).isEqualTo(Status.MISS);
            assertThat(questions).containsExactly("User and password for " + host + " (symbols)");
            prompt = Optional.empty();
            assertThat(find(path)).isEqualTo(Status.DENIED);
        } finally {
            server.stop(0);
        }
    }

    private Status find(String path) throws Exception {
        try (ClientSession session = open(path)) {
            session.find(new FileKey("b.pdb", "1"));
            return status(session.find(PDB));
        }
    }

    @Test
    void tellsAtOnceThatCertificatesCannotBeRead() {
        properties.put("symsrv.tls.caFile", root.resolve("none.pem").toString());
        assertThatThrownBy(() -> open("srv*s")).isInstanceOf(IOException.class).hasMessageContaining("none.pem");
    }

    @Test
    void leavesTheEnvironmentAloneIfAsked() throws Exception {
        environment.put("_NT_SYMBOL_PATH", "srv*s");
        environment.put("_NT_EXECUTABLE_IMAGE_PATH", root.toString());
        try (ClientSession session = open("");
                ClientSession alone = open("", true)) {
            assertThat(session.client().symbolPath().expanded()).isEqualTo("srv*" + root.resolve("s"));
            assertThat(session.client().imagePath().expanded()).isEqualTo(root + ";srv*" + root.resolve("s"));
            assertThat(alone.client().symbolPath().expanded()).isEqualTo(root.toString());
            assertThat(alone.client().imagePath().expanded()).isEqualTo(root.toString());
        }
    }
}

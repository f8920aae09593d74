// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The examples in the zip do what they say: configurations are accepted, the unit and the image start a server, which ends in order. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples have paths of other systems")
class ExamplesIT {
    private static final String INSTALLED = "/opt/symkit";
    private static final String CONFIGURED = "/etc/symproxy";
    private static final String ADMIN = "9115";

    @TempDir
    private Path scratch;

    private final Map<String, String> places = new LinkedHashMap<>();

    @BeforeEach
    void putFoldersOfThisMachine() throws IOException {
        places.put("/srv/symbols", scratch.resolve("symbols").toString());
        places.put(CONFIGURED, Files.createDirectory(scratch.resolve("etc")).toString());
        places.put(
                "/var/lib/symproxy",
                Files.createDirectory(scratch.resolve("state")).toString());
        places.put("/var/log/symproxy", scratch.resolve("log").toString());
        places.put(INSTALLED, Tree.exploded().toString());
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static boolean isInstalled(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            System.out.println("SKIPPED (examples): not installed: " + program);
        }
        return found;
    }

    /** Standard error is read with standard output. */
    private ChildProcess start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> both = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"));
        both.addAll(command);
        Packaged tools = Packaged.in(scratch);
        for (Map.Entry<String, String> each : environment.entrySet()) {
            tools = tools.with(each.getKey(), each.getValue());
        }
        return ChildProcess.start(new ChildProcess.Spec(both, scratch, tools.environment(), Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"five-minutes.ini", "company.ini", "mixed.ini", "cache.ini", "store.ini", "bucket.ini"})
    void configurationsAreAccepted(String name) throws Exception {
        Path file = Example.of(name).with(places).write(scratch.resolve("etc").resolve(name));
        Files.writeString(scratch.resolve("etc/builds.token"), "not-a-secret\n");
        ChildProcess.Result checked = Packaged.in(scratch).run("symproxy", "check", "--config", file.toString());
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isZero();
        assertThat(checked.out()).contains("[server]", "[directory").doesNotContain("not-a-secret");
    }

    @Test
    void noConfigurationIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(Example.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".ini")))
                    .containsExactlyInAnyOrder(
                            "five-minutes.ini", "company.ini", "mixed.ini", "cache.ini", "store.ini", "bucket.ini");
        }
    }

    private static String received(AFUNIXDatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /** The test is systemd: it starts the server, hears that it serves, tells it to reload and to stop, and hears that it does. */
    @ParameterizedTest
    @CsvSource({"symproxy.service, symproxy.ini, state", "symproxy@.service, one.ini, state/one"})
    void theUnitStartsReloadsAndEndsAServer(String name, String config, String state) throws Exception {
        Example unit = Example.of(name).with(places).with(Map.of("%i", "one"));
        assertThat(unit.only("Type=")).isEqualTo("notify");
        Path data = Files.createDirectories(scratch.resolve(state));
        assertThat(unit.only("WorkingDirectory=")).isEqualTo(data.toString());
        assertThat(unit.only("StateDirectory=")).isEqualTo(state.replace("state", "symproxy"));
        Example.of("five-minutes.ini").with(places).write(scratch.resolve("etc").resolve(config));
        List<String> command = List.of(unit.only("ExecStart=").split(" ", -1));
        Path notify = scratch.resolve("notify");
        Map<String, String> environment = Map.of(
                "NOTIFY_SOCKET", notify.toString(),
                "SYMPROXY_SERVER_LISTEN", "127.0.0.1:0",
                "SYMPROXY_SERVER_ADMIN_LISTEN", "off",
                "SYMPROXY_SERVER_DRAIN_DELAY", "0");
        try (AFUNIXDatagramSocket systemd = AFUNIXDatagramSocket.newInstance()) {
            systemd.bind(AFUNIXSocketAddress.of(notify));
            systemd.setSoTimeout(60_000);
            try (ChildProcess server = start(command, environment)) {
                assertThat(received(systemd)).isEqualTo("READY=1");
                String reload = unit.only("ExecReload=")
                        .replace("$MAINPID", Long.toString(server.process().pid()));
                assertThat(ChildProcess.run(ChildProcess.Spec.of(List.of(reload.split(" ", -1))))
                                .exit())
                        .isZero();
                assertThat(received(systemd)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
                assertThat(received(systemd)).isEqualTo("READY=1");
                server.awaitOutput("3 configuration: the configuration was read again");
                server.process().toHandle().destroy();
                assertThat(received(systemd)).isEqualTo("STOPPING=1");
                ChildProcess.Result end = server.await();
                assertThat(end.exit()).isZero();
                assertThat(end.out()).doesNotContain("NOTIFY_SOCKET");
            }
        }
        assertThat(data.resolve("misses.txt")).exists();
    }

    /** What the two units differ in: names of places, and the memory that several servers must share. */
    @Test
    void theTemplateIsAsStrictAsTheUnit() throws IOException {
        List<String> one = settings(Example.of("symproxy.service"));
        List<String> template = settings(Example.of("symproxy@.service"));
        assertThat(one).contains("ProtectSystem=strict", "NoNewPrivileges=yes");
        template.removeIf(line -> line.startsWith("Environment=SYMKIT_OPTS=-Xmx"));
        template.replaceAll(line -> line.replace("/%i.ini", "/symproxy.ini").replace("/%i", ""));
        assertThat(template).isEqualTo(one);
    }

    private static List<String> settings(Example unit) {
        List<String> service = new ArrayList<>(
                unit.text().lines().dropWhile(line -> !line.equals("[Service]")).toList());
        service.removeIf(line -> line.isEmpty() || line.startsWith("#"));
        return service;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void balancersTakeTheirFiles(String name) throws Exception {
        ChildProcess.Result checked = Balancer.check(name, scratch);
        String said = checked.out() + checked.err();
        assertThat(checked.exit()).as(said).isZero();
        assertThat(said.toLowerCase(Locale.ROOT))
                .containsAnyOf("is valid", "is successful")
                .doesNotContain("warn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"symproxy.service", "symproxy@.service"})
    void systemdTakesTheUnit(String name) throws Exception {
        Assumptions.assumeTrue(isInstalled("systemd-analyze"));
        Path unit = Example.of(name).with(places).write(scratch.resolve("units").resolve(name));
        ChildProcess.Result checked = ChildProcess.run(
                ChildProcess.Spec.of(List.of("systemd-analyze", "verify", "--man=no", unit.toString())));
        assertThat(checked.out() + checked.err()).doesNotContain("symproxy.service:", "symproxy@");
    }

    /** What the image would hold, laid out in a folder. */
    private Path image(Example recipe) throws Exception {
        Path image = scratch.resolve("image");
        for (String copy : recipe.after("COPY ")) {
            List<String> words = new ArrayList<>(List.of(copy.split(" ", -1)));
            String target = words.remove(words.size() - 1);
            for (String word : words) {
                Path source = Tree.exploded().resolve(word);
                boolean into = target.endsWith("/");
                Path to = image.resolve(target.substring(1))
                        .resolve(into ? source.getFileName().toString() : "");
                copy(source, to);
            }
        }
        return image;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path one : all.toList()) {
                Path to = target.resolve(source.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.resolveSibling("."));
                    Files.copy(one, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static List<String> words(String json) {
        Matcher word = Pattern.compile("\"([^\"]*)\"").matcher(json);
        return word.results().map(match -> match.group(1)).toList();
    }

    private static int exit(String shell) throws IOException, InterruptedException {
        return ChildProcess.run(ChildProcess.Spec.of(List.of("/bin/sh", "-c", shell)))
                .exit();
    }

    @Test
    void theImageHoldsAServerThatSaysThatItIsWell() throws Exception {
        Example recipe = Example.of("Containerfile");
        assertThat(recipe.only("USER ")).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(recipe.only("VOLUME ")).isEqualTo("/srv/symbols");
        Path image = image(recipe);
        Path volume = Files.createDirectories(image.resolve("srv/symbols"));
        List<String> command = new ArrayList<>(words(recipe.only("ENTRYPOINT ")));
        command.addAll(words(recipe.only("CMD ")));
        command.replaceAll(word -> word.startsWith("/") ? image + word : word);
        String port = freePort();
        Map<String, String> environment = Map.of(
                "SYMPROXY_DIRECTORY_PATH",
                volume.toString(),
                "SYMPROXY_SERVER_LISTEN",
                "127.0.0.1:0",
                "SYMPROXY_SERVER_ADMIN_LISTEN",
                "127.0.0.1:" + port,
                "SYMPROXY_SERVER_DRAIN_DELAY",
                "0");
        String healthy = recipe.only("HEALTHCHECK ").replaceFirst(".* CMD ", "");
        assertThat(healthy).contains(":" + ADMIN + "/-/healthz");
        healthy = healthy.replace(ADMIN, port);
        Assumptions.assumeTrue(isInstalled("curl"));
        try (ChildProcess server = start(command, environment)) {
            server.awaitOutput("1 start: serving at ports");
            assertThat(exit(healthy)).isZero();
            server.process().destroy();
            assertThat(server.await().exit()).isZero();
        }
        assertThat(exit(healthy)).isEqualTo(1);
        assertThat(volume.resolve(".symproxy/misses.txt")).exists();
    }

    /** Without a Windows machine: what the file names is there, and the command line is one that check takes. */
    @Test
    void theWindowsServiceNamesWhatIsInstalled() throws Exception {
        String xml = Example.of("symproxy-service.xml").text();
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Example.folder().resolve("symproxy-service.xml").toFile());
        Matcher arguments = Pattern.compile("<arguments>-cp \"([^\"]+)\" (\\S+) serve (.*)</arguments>")
                .matcher(xml);
        assertThat(arguments.find()).isTrue();
        List<String> classes = Arrays.asList(arguments.group(1).split(";", -1));
        assertThat(classes).hasSize(2).allMatch(entry -> entry.startsWith("C:\\symkit\\"));
        Path program = installed(classes.get(0));
        try (JarFile jar = new JarFile(program.toFile())) {
            assertThat(jar.getEntry(arguments.group(2).replace('.', '/') + ".class"))
                    .isNotNull();
        }
        assertThat(installed(classes.get(1).replace("\\*", ""))).isDirectory();
        Example.of("five-minutes.ini").write(scratch.resolve("etc/symproxy.ini"));
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(List.of(arguments
                .group(3)
                .replace("C:\\ProgramData\\symproxy\\", scratch.resolve("etc") + "/")
                .split(" ", -1)));
        ChildProcess.Result checked = Packaged.in(scratch).run("symproxy", command.toArray(String[]::new));
        assertThat(checked.exit()).as(checked.err()).isZero();
    }

    private static Path installed(String windows) {
        return Tree.exploded()
                .resolve(windows.substring("C:\\symkit\\".length()).replace('\\', '/'));
    }
}

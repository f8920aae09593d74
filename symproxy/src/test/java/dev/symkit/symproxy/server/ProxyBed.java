// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.IniFile;
import dev.symkit.path.PathMap;
import dev.symkit.symproxy.auth.Gate;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.ConfigSource;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.web.Request;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A server that runs in a test, and clients to ask it. */
final class ProxyBed implements AutoCloseable {
    /** The key of {@link #pdb}, as clients write it. */
    static final String KEY = "a.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1";

    /** Where that is. */
    static final String FILE = "/s/" + KEY + "/a.pdb";

    /** What a configuration of a test begins with. */
    static final String COMMON =
            "[server]\nlisten = 127.0.0.1:0\nadmin.listen = 127.0.0.1:0\ndrain.delay = 0\nratePerIp = 0\nmaxConnectionsPerIp = 1000\n";

    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");

    private static final AccessMaker ANYBODY = (all, failed) -> new Anybody();

    private final ProxyServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private volatile String settings;

    private ProxyBed(Path directory, String text, AccessMaker access, Clock clock) throws IOException {
        settings = COMMON + text;
        ConfigLoader.Loaded loaded = load(settings);
        if (!loaded.isUsable()) {
            throw new IllegalArgumentException(loaded.problems().toString());
        }
        server = start(directory, loaded.configuration(), () -> load(settings), Optional.empty(), access, clock);
    }

    private ProxyBed(Path directory, ConfigSource source) throws IOException {
        settings = "";
        server = start(
                directory, source.load().configuration(), source::load, source.file(), ANYBODY, Clock.systemUTC());
    }

    private ProxyServer start(
            Path directory,
            Configuration configuration,
            ServerSetup.Rereader again,
            Optional<Path> file,
            AccessMaker access,
            Clock clock)
            throws IOException {
        ServerSetup setup = new ServerSetup(
                configuration, again, file, directory.resolve("data"), Map.of(), PathMap.NONE, log, "test", clock);
        return ProxyServer.start(setup, access);
    }

    private static ConfigLoader.Loaded load(String text) {
        return new ConfigLoader(Map.of()).load(IniFile.parse(text, "test.ini"), List.of());
    }

    /** A server with one cache, {@code /s}, in the directory {@code cache}, which upstreams fill. */
    static ProxyBed cache(Path directory, String more, String... urls) throws IOException {
        StringBuilder text = new StringBuilder("[directory s]\npath = " + directory.resolve("cache") + "\nupstream = ");
        StringBuilder upstreams = new StringBuilder();
        for (int i = 0; i < urls.length; i++) {
            text.append(i == 0 ? "" : ", ").append("u").append(i);
            upstreams
                    .append("[upstream u")
                    .append(i)
                    .append("]\nretries = 0\nurl = ")
                    .append(urls[i])
                    .append('\n');
        }
        return with(directory, text + "\n" + more + "\n" + upstreams);
    }

    /** A server with a configuration. */
    static ProxyBed with(Path directory, String text) throws IOException {
        return at(directory, text, Clock.systemUTC());
    }

    /** The same at a time of day. */
    static ProxyBed at(Path directory, String text, Clock clock) throws IOException {
        return new ProxyBed(directory, text, ANYBODY, clock);
    }

    /** A server with the configuration of a file, which has all of it. */
    static ProxyBed of(Path directory, Path file) throws IOException {
        return new ProxyBed(directory, new ConfigSource(Optional.of(file), List.of(), Map.of()));
    }

    /** The same as {@link #with}, with access as the configuration says; the tokens are in {@code data/tokens.db}. */
    static ProxyBed guarded(Path directory, String text) throws IOException {
        Path data = directory.resolve("data");
        return new ProxyBed(
                directory, text, (all, failed) -> Gate.of(all, data, failed, Ticker.systemTicker()), Clock.systemUTC());
    }

    /** A small PDB with the identity of {@link #KEY}. */
    static byte[] pdb() {
        return new PdbBuilder().guid(GUID).build();
    }

    /** A PDB of the same identity and at least so many bytes. */
    static byte[] pdb(int size) {
        return new PdbBuilder().guid(GUID).stream(new byte[size]).build();
    }

    /** A cabinet with the file of that name. */
    static byte[] cab(byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file("a.pdb", 0, content.length)
                .build();
    }

    private static final class Anybody implements Access {
        @Override
        public Decision decide(Role role, Request request, Optional<String> token) {
            return Decision.ANYBODY;
        }

        @Override
        public String client(Request request) {
            return request.peer();
        }

        @Override
        public Optional<Duration> tooMany(String client) {
            return Optional.empty();
        }
    }

    /** What the configuration says from now on, if it is read again. */
    void change(String text) {
        settings = text;
    }

    /** What it says now. */
    String settings() {
        return settings;
    }

    ProxyServer server() {
        return server;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.ports().get(0) + path;
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", url(path), headers);
    }

    HttpResponse<String> upload(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
        return send("HEAD", url(path));
    }

    HttpResponse<byte[]> admin(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(method, "http://127.0.0.1:" + server.ports().get(1) + "/-/" + path, headers);
    }

    private HttpResponse<byte[]> send(String method, String url, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What the access log says once the server ended. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

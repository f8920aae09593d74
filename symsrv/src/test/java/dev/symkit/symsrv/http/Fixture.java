// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server, a fetcher with a clock that does not wait, and what both saw. */
final class Fixture implements AutoCloseable {
    static final List<String> FILE = List.of("a.pdb", "K1", "a.pdb");
    static final String PATH = "/s/a.pdb/K1/a.pdb";

    final ScriptedServer server;
    final FakeClock clock;
    final Recorder heard = new Recorder();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    MemorySink sink = new MemorySink();
    StoreSettings store = StoreSettings.DEFAULT;
    private HttpSettings settings = HttpSettings.DEFAULT;
    private LoginOptions login = LoginOptions.DEFAULT;
    private Map<String, String> environment = Map.of();
    private Optional<String> proxy = Optional.empty();
    private int jobs;
    private Optional<JdkHttpFetcher> fetcher = Optional.empty();

    private Fixture(ScriptedServer server, FakeClock clock) {
        this.server = server;
        this.clock = clock;
    }

    static Fixture start() throws IOException {
        return new Fixture(ScriptedServer.start(), FakeClock.standing());
    }

    static Fixture start(FakeClock clock) throws IOException {
        return new Fixture(ScriptedServer.start(), clock);
    }

    Fixture settings(HttpSettings value) {
        settings = value;
        return this;
    }

    Fixture login(LoginOptions value) {
        login = value;
        return this;
    }

    Fixture environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    Fixture proxy(String value) {
        proxy = Optional.of(value);
        return this;
    }

    Fixture jobs(int value) {
        jobs = value;
        return this;
    }

    JdkHttpFetcher fetcher() throws IOException {
        if (fetcher.isEmpty()) {
            fetcher = Optional.of(JdkHttpFetcher.open(FetcherConfig.in(environment)
                    .settings(settings)
                    .login(login)
                    .proxy(proxy)
                    .jobs(jobs)
                    .clock(clock)
                    .warnings(warnings::add)
                    .build()));
        }
        return fetcher.get();
    }

    /** Fetches the usual file from the store {@code /s}. */
    FetchResult fetch() throws IOException {
        return fetch(server.url("/s"), FILE);
    }

    FetchResult fetch(String url, List<String> segments) throws IOException {
        sink = new MemorySink();
        return fetcher().fetch(new FetchRequest(url, segments, store, Optional.empty()), sink, heard);
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        bytes[0] = 'M';
        return bytes;
    }

    static HttpSettings limited(long maxFileSize) {
        return with(HttpSettings.DEFAULT.responseTimeout(), Duration.ZERO, 1024, maxFileSize);
    }

    static HttpSettings with(Duration response, Duration total, long minSpeed, long maxFileSize) {
        HttpSettings usual = HttpSettings.DEFAULT;
        return new HttpSettings(
                usual.userAgent(),
                usual.connectTimeout(),
                response,
                usual.idleTimeout(),
                total,
                minSpeed,
                maxFileSize,
                false,
                usual.retryAppHang(),
                usual.retries(),
                true);
    }

    @Override
    public void close() throws IOException {
        fetcher.ifPresent(JdkHttpFetcher::close);
        server.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.Exclusions;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.config.AgingKeys;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.LogKeys;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.config.StatusKeys;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.evict.Evictor;
import dev.symkit.symproxy.fill.LocalFlights;
import dev.symkit.symproxy.jetty.JettyEngine;
import dev.symkit.symproxy.miss.MissCounts;
import dev.symkit.symproxy.observe.AccessLog;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.observe.EventLog;
import dev.symkit.symproxy.observe.Exchange;
import dev.symkit.symproxy.observe.Gauges;
import dev.symkit.symproxy.observe.Metrics;
import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.Dispatcher;
import dev.symkit.symproxy.serve.Site;
import dev.symkit.symproxy.status.History;
import dev.symkit.symproxy.web.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** A symbol server that runs (symproxy.md 7, 15). Thread-safe. */
public final class ProxyServer implements Closeable {
    private static final int COUNTED_NAMES = 10_000;
    private static final Duration KEEP_EVERY = Duration.ofMinutes(10);

    private final ServerSetup setup;
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics;
    private final EventLog events;
    private final AccessLog accessLog;
    private final MissKeeper misses;
    private final MissCounts counts = new MissCounts(COUNTED_NAMES);
    private final History history;
    private final AdminServices services;
    private final Digests digests = new Digests();
    private final Shared shared;
    private final Function<Configuration, Access> access;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Engine> engines = new ArrayList<>();
    private final Map<String, ServedDirectory> directories = new LinkedHashMap<>();
    private volatile Sites sites;
    private volatile boolean draining;
    private boolean closed;

    private ProxyServer(ServerSetup setup, Function<Configuration, Access> access) throws IOException {
        this.setup = setup;
        this.access = access;
        Configuration all = setup.configuration();
        Files.createDirectories(setup.data());
        this.metrics = new Metrics(setup.version(), Runtime.version().toString());
        this.events = new EventLog(
                LoggerFactory.getLogger("symproxy"),
                all.get(LogKeys.LEVEL),
                new Exclusions(all.get(MissKeys.CRITICAL)),
                Ticker.systemTicker());
        this.accessLog = AccessLog.start(all, setup.output());
        this.misses = new MissKeeper(all, setup.data(), clock);
        this.history = new History(all.get(StatusKeys.SLOW), Ticker.systemTicker());
        FillReporter reporter = new FillReporter(metrics, events, history, clock);
        this.shared =
                new Shared(new LocalFlights(), misses.table(), reporter, digests, setup.shares(), setup.environment());
        StatusReport report = new StatusReport(this, history, counts, setup.version(), clock);
        this.services = new AdminServices(this, metrics, counts, report);
        this.sites = open(all);
    }

    /**
     * Starts a server.
     *
     * @param access who may do what under a configuration
     * @throws IOException if it cannot serve; the message says why
     */
    public static ProxyServer start(ServerSetup setup, Function<Configuration, Access> access) throws IOException {
        ProxyServer server = new ProxyServer(setup, access);
        try {
            server.begin();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void begin() throws IOException {
        Configuration all = setup.configuration();
        Dispatcher main = new Dispatcher(() -> sites.site(), this::answered, clock);
        engines.add(new JettyEngine(Listeners.main(all), main));
        if (Listeners.admin(all).isPresent()) {
            Dispatcher admin = new Dispatcher(this::admin, this::answeredAdmin, clock);
            engines.add(new JettyEngine(Listeners.admin(all).get(), admin));
        }
        measure();
        for (Engine engine : engines) {
            engine.start();
        }
        long every = KEEP_EVERY.toSeconds();
        Future<?> unused = timer.scheduleWithFixedDelay(this::keep, every, every, TimeUnit.SECONDS);
        long look = Math.max(1, all.get(AgingKeys.INTERVAL).toMillis());
        Future<?> alsoUnused = timer.scheduleWithFixedDelay(this::makeRoom, look, look, TimeUnit.MILLISECONDS);
        events.log(Event.START, "serving at ports " + ports());
    }

    private void measure() {
        metrics.server(new Gauges.Server(
                this::requests,
                this::connections,
                () -> shared.flights().all().size(),
                () -> sites.fills().waiting(),
                () -> misses.table().size(),
                () -> misses.table().evicted(),
                accessLog::dropped));
    }

    private void answered(Exchange exchange) {
        metrics.requests().finished(exchange);
        if (exchange.result() == Result.JOIN) {
            metrics.requests().coalesced();
        }
        if (exchange.result() == Result.MISS || exchange.result() == Result.NEGATIVE) {
            counts.add(exchange.name().toLowerCase(java.util.Locale.ROOT));
        }
        history.finished(exchange);
        accessLog.finished(exchange);
    }

    private void answeredAdmin(Exchange exchange) {
        accessLog.finished(exchange);
    }

    /** The same site with the services. */
    private Site admin() {
        Site main = sites.site();
        return new Site(main.parser(), main.access(), Map.of(), false, Optional.of(services));
    }

    /** Opens what a configuration needs; directories that stay as they are stay open. */
    private Sites open(Configuration all) throws IOException {
        List<ServedDirectory> served = new ArrayList<>();
        List<ServedDirectory> fresh = new ArrayList<>();
        try {
            for (ConfigSection section : all.directories()) {
                ServedDirectory known = directories.get(section.argument());
                if (known != null && known.section().equals(section)) {
                    served.add(known);
                } else {
                    ServedDirectory opened = ServedDirectory.open(section, all, shared, this::evicted, clock);
                    fresh.add(opened);
                    served.add(opened);
                }
            }
            Optional<Site.Services> services = Listeners.isMain(all) ? Optional.of(services) : Optional.empty();
            Sites opened = Sites.open(
                    all, served, new Sites.Parts(shared, access.apply(all), Sites.excluded(all), Map.of(), here));
            take(served);
            return opened;
        } catch (IOException e) {
            fresh.forEach(ServedDirectory::close);
            throw e;
        }
    }

    private void take(List<ServedDirectory> served) {
        directories.values().stream().filter(old -> !served.contains(old)).forEach(ServedDirectory::close);
        directories.clear();
        for (ServedDirectory one : served) {
            directories.put(one.section().argument(), one);
            history.directory(one.directory().name());
            shared.reporter().directory(one.directory(), () -> timer.execute(() -> makeRoom(one)));
        }
        metrics.directories(served.stream()
                .map(one -> new Gauges.Directory(
                        one.directory().name(),
                        one.directory().index()::files,
                        one.directory().index()::bytes,
                        () -> one.evictor().map(Evictor::quota).orElse(0L),
                        one::free))
                .toList());
    }

    private void evicted(String directory, SymbolKey key, String cause, long bytes) {
        metrics.evicted(directory, cause, bytes);
        events.log(Event.VERBOSE, key.name() + "/" + key.index() + " was deleted (" + cause + ")");
    }

    private void makeRoom(ServedDirectory directory) {
        long freed = directory.evictor().map(Evictor::run).orElse(0L);
        if (freed > 0) {
            events.log(
                    Event.INFORMATION,
                    "room was made in " + directory.directory().root(),
                    ": " + freed + " bytes");
        }
    }

    private void makeRoom() {
        sites.directories().forEach(this::makeRoom);
    }

    private void keep() {
        misses.keep();
        directories.values().forEach(ServedDirectory::save);
        events.tellHeldBack();
        events.log(Event.MISS_STATISTICS, misses.table().size() + " misses are remembered");
    }

    /** The ports that are served, those of the services last. */
    public List<Integer> ports() {
        return engines.stream().flatMap(engine -> engine.ports().stream()).toList();
    }

    /** Requests being answered. */
    long requests() {
        return engines.stream().mapToInt(Engine::requests).sum();
    }

    /** Open connections. */
    long connections() {
        return engines.stream().mapToInt(Engine::connections).sum();
    }

    /** What is served now. */
    Sites sites() {
        return sites;
    }

    /** What outlives configurations. */
    Shared shared() {
        return shared;
    }

    /** Why the server should get no requests; empty if it should. */
    List<String> notReady() {
        List<String> reasons = new ArrayList<>();
        if (draining) {
            reasons.add("draining");
        }
        for (ServedDirectory one : sites.directories()) {
            if (!one.isWritable()) {
                reasons.add("cannot write to " + one.directory().root());
            }
        }
        return reasons;
    }

    /**
     * Reads the configuration again.
     *
     * @return what of it needs a restart
     * @throws IOException if it cannot be used; then all stays as it is
     */
    public synchronized List<String> reload() throws IOException {
        try {
            ConfigLoader.Loaded loaded = setup.again().read();
            if (!loaded.isUsable()) {
                String first = loaded.problems().stream()
                        .filter(problem -> problem.fatal())
                        .map(problem -> problem.place() + ": " + problem.text())
                        .findFirst()
                        .orElse("it cannot be used");
                throw new IOException(first);
            }
            Sites old = sites;
            sites = open(loaded.configuration());
            Future<?> unused =
                    timer.schedule(old::close, drainTime(old.configuration()).toMillis(), TimeUnit.MILLISECONDS);
            metrics.reloaded("applied");
            events.log(Event.CONFIGURATION, "the configuration was read again");
            return Listeners.main(old.configuration()).equals(Listeners.main(loaded.configuration()))
                    ? List.of()
                    : List.of("listeners and limits of connections in [server], and [tls]");
        } catch (IOException e) {
            metrics.reloaded("refused");
            events.log(Event.ERROR, "the configuration stays as it was: " + e.getMessage());
            throw e;
        }
    }

    private static Duration drainTime(Configuration all) {
        return all.get(ServerKeys.SHUTDOWN_GRACE);
    }

    /** Is not ready from now on. */
    public void startDraining() {
        draining = true;
    }

    /** Serves on for a while, then ends: new connections first, then the responses under way, then all the rest. */
    public void drain() throws IOException {
        startDraining();
        Configuration all = sites.configuration();
        try {
            Thread.sleep(all.get(ServerKeys.DRAIN_DELAY).toMillis());
            List<CompletableFuture<Void>> ends = engines.stream()
                    .map(engine -> engine.drain().toCompletableFuture())
                    .toList();
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
                    .get(drainTime(all).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            events.log(Event.WARNING, "responses that take longer than shutdownGrace are cut off");
        }
        close();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        timer.shutdownNow();
        for (Engine engine : engines) {
            engine.close();
        }
        sites.close();
        directories.values().forEach(ServedDirectory::close);
        digests.close();
        misses.close();
        events.log(Event.STOP, "stopped");
        events.tellHeldBack();
        accessLog.close();
        metrics.close();
    }
}

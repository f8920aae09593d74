// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.ConfigProblem;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.fill.LocalFlights;
import dev.symkit.symproxy.jetty.JettyEngine;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.serve.Dispatcher;
import dev.symkit.symproxy.serve.Site;
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

/** A symbol server that runs (symproxy.md 7, 15). Thread-safe. */
public final class ProxyServer implements Closeable {
    private final ServerSetup setup;
    private final Clock clock;
    private final Watch watch;
    private final MissKeeper misses;
    private final AdminServices services;
    private final Digests digests = new Digests();
    private final Shared shared;
    private final AccessMaker access;
    private final UploadSetup uploads;
    private final Rounds rounds;
    private final Optional<ConfigWatch> configWatch;
    private final Engines engines = new Engines();
    private final Map<String, ServedDirectory> directories = new LinkedHashMap<>();
    private volatile Sites sites;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean draining;
    private boolean closed;

    private ProxyServer(ServerSetup setup, AccessMaker access) throws IOException {
        this.setup = setup;
        this.access = access;
        this.clock = setup.clock();
        Files.createDirectories(setup.data());
        this.watch = new Watch(setup, clock);
        this.misses = new MissKeeper(setup.configuration(), setup.data(), clock);
        this.shared = new Shared(
                new LocalFlights(),
                misses.table(),
                watch.reporter(),
                digests,
                setup.shares(),
                Buckets.of(setup.configuration(), watch.reporter()::written),
                setup.environment());
        this.uploads = new UploadSetup(watch, misses.table(), () -> sites().forgetHot(), clock);
        this.rounds = new Rounds(watch, misses, uploads, this::sites, clock);
        StatusReport report = new StatusReport(this, watch, setup.version(), clock);
        this.services = new AdminServices(this, watch, report);
        this.configWatch = setup.file()
                .map(file -> new ConfigWatch(
                        file, () -> sites.configuration().get(ServerKeys.WATCH_CONFIG), this::reload, watch.events()));
        this.sites = open(setup.configuration());
    }

    /**
     * Starts a server.
     *
     * @param access who may do what under a configuration
     * @throws IOException if it cannot serve; the message says why
     */
    public static ProxyServer start(ServerSetup setup, AccessMaker access) throws IOException {
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
        Dispatcher main = new Dispatcher(() -> sites.site(), watch::answered, clock, uploads.threads());
        engines.add(new JettyEngine(Listeners.main(all), main));
        if (Listeners.admin(all).isPresent()) {
            Dispatcher admin = new Dispatcher(this::admin, watch::served, clock, uploads.threads());
            engines.add(new JettyEngine(Listeners.admin(all).get(), admin));
        }
        watch.server(engines, shared, misses, () -> sites.fills().waiting());
        engines.start();
        rounds.start(all);
        configWatch.ifPresent(rounds::follow);
        watch.events().log(Event.START, "serving at ports " + ports());
        watch.readiness().ready();
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
                if (known != null && known.isAsIn(section, all)) {
                    served.add(known);
                } else {
                    ServedDirectory opened = ServedDirectory.open(section, all, shared, watch::evicted, clock);
                    fresh.add(opened);
                    served.add(opened);
                }
            }
            Optional<Site.Services> here = Listeners.isMain(all) ? Optional.of(services) : Optional.empty();
            Sites opened = Sites.open(
                    all,
                    served,
                    new Sites.Parts(
                            shared,
                            access.make(all, watch.metrics().requests()::authFailure),
                            LiveExclusions.of(all, setup.file(), clock),
                            uploads.open(all, served),
                            here));
            take(served);
            watch.upstreams(opened);
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
            shared.reporter().directory(one.directory(), () -> rounds.makeRoomSoon(one));
        }
        watch.directories(served);
    }

    /** The ports that are served, those of the services last. */
    public List<Integer> ports() {
        return engines.ports();
    }

    /** The URLs of the directories. */
    public List<String> urls() {
        String server = Listeners.url(setup.configuration(), ports().get(0));
        return sites.directories().stream()
                .map(one -> server + one.directory().name())
                .toList();
    }

    /** Where requests come in. */
    Engines engines() {
        return engines;
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
        reasons.addAll(sites.notWritable());
        return reasons;
    }

    /**
     * Reads the configuration again.
     *
     * @return what of it needs a restart; that is logged too
     * @throws IOException if it cannot be used; then all stays as it is
     */
    public synchronized List<String> reload() throws IOException {
        if (closed) {
            throw new IOException("the server has ended");
        }
        configWatch.ifPresent(ConfigWatch::reading);
        watch.readiness().reloading();
        try {
            ConfigLoader.Loaded loaded = setup.again().read();
            Optional<ConfigProblem> wrong =
                    loaded.problems().stream().filter(ConfigProblem::fatal).findFirst();
            if (wrong.isPresent()) {
                throw new IOException(wrong.get().toString());
            }
            Sites old = sites;
            sites = open(loaded.configuration().with(setup.configuration().section("storage")));
            retire(old);
            watch.metrics().reloaded("applied");
            watch.events().log(Event.CONFIGURATION, "the configuration was read again");
            List<String> left = RestartNeeds.of(setup.configuration(), loaded.configuration());
            left.forEach(each -> watch.events().log(Event.WARNING, "a restart is needed for " + each));
            return left;
        } catch (IOException e) {
            watch.metrics().reloaded("refused");
            watch.events().log(Event.ERROR, "the configuration stays as it was: " + e.getMessage());
            throw e;
        } finally {
            watch.readiness().ready();
        }
    }

    /** Closes what was served before, once all that began under it has ended. */
    private void retire(Sites old) {
        Duration grace = old.configuration().get(ServerKeys.SHUTDOWN_GRACE);
        Runnable end = () -> {
            if (old.fills().isIdle()) {
                old.close();
            } else {
                retire(old);
            }
        };
        rounds.after(grace, end);
    }

    /** Deletes uploads that were not gone on with. */
    void sweepUploads() {
        uploads.sweep();
    }

    /** Complete once the server was closed, whoever did it. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Is not ready from now on. */
    public void startDraining() {
        draining = true;
        watch.readiness().stopping();
    }

    /** Serves on for a while, then ends: new connections first, then the responses under way, then all the rest. */
    public void drain() throws IOException {
        startDraining();
        if (ended.isDone()) {
            return;
        }
        Configuration all = sites.configuration();
        try {
            Thread.sleep(all.get(ServerKeys.DRAIN_DELAY).toMillis());
            if (!engines.drain(all.get(ServerKeys.SHUTDOWN_GRACE))) {
                watch.events().log(Event.WARNING, "responses that take longer than shutdownGrace are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        rounds.close();
        engines.close();
        uploads.close();
        sites.close();
        watch.ending(shared.buckets(), sites.configuration().get(ServerKeys.SHUTDOWN_GRACE));
        directories.values().forEach(ServedDirectory::close);
        digests.close();
        misses.close();
        watch.events().log(Event.STOP, "stopped");
        watch.close();
        ended.complete(null);
    }
}

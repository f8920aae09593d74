// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All metrics of the server (symproxy.md 16.2), read in the Prometheus text format. Thread-safe. Labels are names of the configuration and a
 * few fixed words, never names of symbols; the root directory is {@code /}.
 */
public final class Metrics implements Closeable {
    /** Media type of {@link #text}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int[] BUCKET_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final RequestMeters requests = new RequestMeters(registry);
    private final UpstreamMeters.Families families = UpstreamMeters.Families.of(registry);
    private final Map<String, UpstreamMeters> upstreams = new ConcurrentHashMap<>();
    private final CounterFamily evicted = new CounterFamily(registry, "symproxy.evicted.bytes", "dir", "cause");
    private final CounterFamily uploads = new CounterFamily(registry, "symproxy.uploads", "dir", "outcome");
    private final Counter uploadBytes = registry.counter("symproxy.upload.bytes");
    private final CounterFamily storage = new CounterFamily(registry, "symproxy.storage.writes", "dir", "outcome");
    private final CounterFamily reloads = new CounterFamily(registry, "symproxy.config.reloads", "outcome", "");
    private final MultiGauge files = rows("symproxy.cache.files");
    private final MultiGauge bytes = rows("symproxy.cache.bytes");
    private final MultiGauge quota = rows("symproxy.cache.quota.bytes");
    private final MultiGauge free = rows("symproxy.disk.free.bytes");
    private final MultiGauge blackout = rows("symproxy.upstream.blackout");
    private final BuildInfo build;

    /**
     * Metrics without directories and upstreams yet.
     *
     * @param version of the program
     * @param java version of the Java that runs it
     */
    public Metrics(String version, String java) {
        this.build = new BuildInfo(version, java);
        registry.getPrometheusRegistry().register(build);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    private MultiGauge rows(String name) {
        return MultiGauge.builder(name).register(registry);
    }

    /** A timer with the buckets that all of ours have. */
    static Timer.Builder timer(String name) {
        Duration[] buckets = new Duration[BUCKET_MILLIS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofMillis(BUCKET_MILLIS[i]);
        }
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    /** The value of the label {@code dir}. */
    static String label(String directory) {
        return directory.isEmpty() ? "/" : directory;
    }

    /** What requests are counted with. */
    public RequestMeters requests() {
        return requests;
    }

    /** What requests to an upstream are counted with. Its name is one of the configuration. */
    public UpstreamMeters upstream(String name) {
        return upstreams.computeIfAbsent(name, each -> new UpstreamMeters(registry, families, each));
    }

    /**
     * Files were deleted to make room.
     *
     * @param cause one of a few words, for example {@code quota}, {@code disk}, {@code age}
     */
    public void evicted(String dir, String cause, long amount) {
        evicted.add(label(dir), cause, (double) amount);
    }

    /**
     * An upload ended.
     *
     * @param outcome one of a few words, for example {@code stored}
     * @param amount bytes of its files
     */
    public void uploaded(String dir, String outcome, long amount) {
        uploads.add(label(dir), outcome, 1);
        uploadBytes.increment((double) amount);
    }

    /**
     * A file that came from upstream was to be written to the bucket.
     *
     * @param outcome one of a few words, for example {@code stored}
     */
    public void storageWritten(String dir, String outcome) {
        storage.add(label(dir), outcome, 1);
    }

    /**
     * The configuration was read again.
     *
     * @param outcome for example {@code applied} or {@code refused}
     */
    public void reloaded(String outcome) {
        reloads.add(outcome, "", 1);
    }

    /** Says where the numbers of the server come from; once. */
    public void server(Gauges.Server server) {
        gauge("symproxy.inflight.requests", server.requests());
        gauge("symproxy.connections", server.connections());
        gauge("symproxy.flights", server.flights());
        gauge("symproxy.queue.length", server.queue());
        gauge("symproxy.miss.entries", server.misses());
        sum("symproxy.miss.evictions", server.missEvictions());
        sum("symproxy.access.log.dropped", server.logDropped());
    }

    private void gauge(String name, LongSupplier value) {
        Gauge.builder(name, value::getAsLong).register(registry);
    }

    private void sum(String name, LongSupplier value) {
        FunctionCounter.builder(name, value, LongSupplier::getAsLong).register(registry);
    }

    /** Says which directories there are; those said before are gone from the gauges, their counters stay. */
    public void directories(List<Gauges.Directory> all) {
        all.forEach(directory -> requests.directory(directory.name()));
        directoryRows(files, all, Gauges.Directory::files);
        directoryRows(bytes, all, Gauges.Directory::bytes);
        directoryRows(quota, all, Gauges.Directory::quota);
        directoryRows(free, all, Gauges.Directory::free);
    }

    private static void directoryRows(
            MultiGauge gauge, List<Gauges.Directory> all, Function<Gauges.Directory, LongSupplier> value) {
        gauge.register(
                all.stream()
                        .map(directory -> MultiGauge.Row.of(
                                Tags.of("dir", label(directory.name())), value.apply(directory)::getAsLong))
                        .toList(),
                true);
    }

    /** Says which upstreams there are; those said before are gone from the gauges, their counters stay. */
    public void upstreams(List<Gauges.Upstream> all) {
        all.forEach(each -> upstream(each.name()));
        blackout.register(
                all.stream()
                        .map(each -> MultiGauge.Row.of(
                                Tags.of("upstream", each.name()),
                                () -> each.blackout().getAsBoolean() ? 1 : 0))
                        .toList(),
                true);
    }

    /** All metrics now, in the Prometheus text format 0.0.4. */
    public String text() {
        return registry.scrape();
    }

    /** Lets go of what listens to the garbage collector. */
    @Override
    public void close() {
        registry.getPrometheusRegistry().unregister(build);
        collections.close();
        registry.close();
    }
}

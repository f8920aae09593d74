// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * What clients of the packaged {@code symproxy} wait for, beside its targets (P3 to P7, P9 and P10 of the specification): {@code ProxyScenarios LAUNCHER WORK
 * [P3 P4 ...]}. The upstream is {@link SlowUpstream}, in this process. Where a figure of the specification would take hours or another network, the
 * scenario is smaller, and says so.
 */
public final class ProxyScenarios {
    private static final int TRACE_FILES = 1090;
    private static final int TRACE_BYTES = 186_000_000;
    private static final int MB = 1_000_000;

    private final Path launcher;
    private final Path work;

    private ProxyScenarios(Path launcher, Path work) {
        this.launcher = launcher;
        this.work = work;
    }

    /** Runs the scenarios named, or those that take no more than a minute. */
    public static void main(String[] arguments) throws Exception {
        List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
        for (String name : names.isEmpty() ? List.of("P3", "P5", "P6", "P7", "P10") : names) {
            Path work = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[1])), name);
            ProxyScenarios scenarios = new ProxyScenarios(Path.of(arguments[0]).toAbsolutePath(), work);
            switch (name) {
                case "P3" -> scenarios.trace();
                case "P4" -> scenarios.coldAtFullLatency();
                case "P5" -> scenarios.manyClientsOneFile();
                case "P6" -> scenarios.firstByte();
                case "P7" -> scenarios.misses();
                case "P9" -> new ProxyStores(scenarios.launcher, work).millionFiles();
                case "P10" -> new ProxyStores(scenarios.launcher, work).archive();
                case "P11" -> new ProxyStores(scenarios.launcher, work).atRest();
                default -> throw new IllegalArgumentException(name);
            }
        }
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private ProxyProcess proxy(String options, SlowUpstream upstream) throws IOException, InterruptedException {
        return ProxyProcess.start(
                launcher,
                work,
                options,
                "upstream = u",
                "[upstream u]\nuriFilter = 1\nmaxConcurrent = 8\nretries = 0\nurl = " + upstream.url() + "\n");
    }

    /** The trace of one kernel dump, 1,090 files: cold with an upstream of 50 ms, then warm. */
    private void trace() throws Exception {
        try (SlowUpstream upstream = SlowUpstream.start(50, 0);
                ProxyProcess proxy = proxy("", upstream)) {
            long direct = walk(upstream.url(), TRACE_FILES);
            tellCold(TRACE_FILES, 50, walk(proxy.url(), TRACE_FILES), direct);
            say("P3 trace warm: %.2f s (target 5 s)", seconds(walk(proxy.url(), TRACE_FILES)));
        }
    }

    /**
     * The trace with an upstream as slow as the public server, with and without the proxy at the same time, for both only wait: the first 40 files of
     * it, or as many as the system property {@code symkit.bench.files} says.
     */
    private void coldAtFullLatency() throws Exception {
        long latency = 2500;
        int files = Integer.getInteger("symkit.bench.files", 40);
        try (SlowUpstream upstream = SlowUpstream.start(latency, 0);
                ProxyProcess proxy = proxy("", upstream)) {
            FutureTask<Long> direct = new FutureTask<>(() -> walk(upstream.url(), files));
            new Thread(direct).start();
            long cold = walk(proxy.url(), files);
            tellCold(files, latency, cold, direct.get());
        }
    }

    private static void tellCold(int files, long latency, long cold, long direct) {
        say(
                "P4 trace cold, %d files, upstream %d ms: %.2f s, without proxy %.2f s: %+.1f %% (target +2 %%)",
                files, latency, seconds(cold), seconds(direct), 100.0 * (cold - direct) / direct);
    }

    private static long walk(String base, int files) throws Exception {
        int size = TRACE_BYTES / TRACE_FILES;
        long since = System.nanoTime();
        for (int i = 0; i < files; i++) {
            require(ProxyProcess.get(base + "/" + SlowUpstream.path(i, size)), 200);
        }
        return System.nanoTime() - since;
    }

    static ProxyProcess.Got require(ProxyProcess.Got got, int status) throws IOException {
        if (got.status() != status) {
            throw new IOException("status " + got.status());
        }
        return got;
    }

    /**
     * 200 clients ask for one file at once. Loopback on two cores carries neither 200 GiB in 10 s nor the tenth part of it, so the upstream is slower
     * and the file smaller than the target says: what all clients get for each second is what the machine can carry beside the clients.
     */
    private void manyClientsOneFile() throws Exception {
        int clients = 200;
        int size = 64 << 20;
        try (SlowUpstream upstream = SlowUpstream.start(0, 3L * MB);
                ProxyProcess proxy = proxy("-Xmx256m", upstream)) {
            ProxyProcess.Got alone = ProxyProcess.get(upstream.url() + "/" + SlowUpstream.path(1, size));
            long before = proxy.heap();
            upstream.takeRequests();
            long since = System.nanoTime();
            all(clients, () -> require(ProxyProcess.get(proxy.url() + "/" + SlowUpstream.path(1, size)), 200));
            long took = System.nanoTime() - since;
            say(
                    "P5 %d clients, %d MB: %.2f s, upstream alone %.2f s: %+.1f %% (target +10 %%); %d upstream requests (target 1); heap %+d MB",
                    clients,
                    size / MB,
                    seconds(took),
                    seconds(alone.nanos()),
                    100.0 * (took - alone.nanos()) / alone.nanos(),
                    upstream.takeRequests(),
                    (proxy.heap() - before) / MB);
        }
    }

    static void all(int count, Callable<ProxyProcess.Got> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<ProxyProcess.Got>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(task));
            }
            for (Future<ProxyProcess.Got> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The first byte of files that are being fetched. */
    private void firstByte() throws Exception {
        int size = 2 * MB;
        try (SlowUpstream upstream = SlowUpstream.start(20, 0);
                ProxyProcess proxy = proxy("", upstream)) {
            int warmUp = 300; // so that both are compiled
            long[] direct = new long[60];
            long[] fetched = new long[60];
            for (int i = 0; i < warmUp + 60; i++) {
                String path = "/" + SlowUpstream.path(i, size);
                long there =
                        require(ProxyProcess.get(upstream.url() + path), 200).firstByteNanos();
                long here = require(ProxyProcess.get(proxy.url() + path), 200).firstByteNanos();
                if (i >= warmUp) {
                    direct[i - warmUp] = there;
                    fetched[i - warmUp] = here;
                }
            }
            Arrays.sort(direct);
            Arrays.sort(fetched);
            say(
                    "P6 first byte of a fetch: %.1f ms, upstream %.1f ms: %+.1f ms (target +5 ms)",
                    fetched[30] / 1e6, direct[30] / 1e6, (fetched[30] - direct[30]) / 1e6);
        }
    }

    /** Missing keys, each asked for in three forms; 1,000 of them instead of 10,000. */
    private void misses() throws Exception {
        int keys = 1000;
        try (SlowUpstream upstream = SlowUpstream.start(200, 0);
                ProxyProcess proxy = proxy("", upstream)) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            long since = System.nanoTime();
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                String key = proxy.url() + "/m" + i + ".pdb/0000000000000001000000000000000F1/";
                String name = "m" + i + ".pd";
                running.add(threads.submit(() -> {
                    require(ProxyProcess.get(key + name + "b"), 404);
                    require(ProxyProcess.get(key + name + "_"), 404);
                    require(ProxyProcess.get(key + "file.ptr"), 404);
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
            threads.shutdown();
            say(
                    "P7 %d missing keys x 3 forms, 404 after 200 ms, 8 at a time: %.1f s, %d upstream requests (target %d)",
                    keys, seconds(System.nanoTime() - since), upstream.takeRequests(), keys);
        }
    }
}

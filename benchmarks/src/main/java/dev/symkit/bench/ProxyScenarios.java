// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
                case "P9" -> scenarios.millionFiles();
                case "P10" -> scenarios.archive();
                case "P11" -> scenarios.atRest();
                default -> throw new IllegalArgumentException(name);
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static double seconds(long nanos) {
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
            cold(upstream, proxy, 50, TRACE_FILES);
            say("P3 trace warm: %.2f s (target 5 s)", seconds(walk(proxy.url(), TRACE_FILES)));
        }
    }

    /** The first 40 files of the trace with an upstream as slow as the public server. */
    private void coldAtFullLatency() throws Exception {
        long latency = 2500;
        try (SlowUpstream upstream = SlowUpstream.start(latency, 0);
                ProxyProcess proxy = proxy("", upstream)) {
            cold(upstream, proxy, latency, 40);
        }
    }

    private static void cold(SlowUpstream upstream, ProxyProcess proxy, long latency, int files) throws Exception {
        long direct = walk(upstream.url(), files);
        long cold = walk(proxy.url(), files);
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

    private static ProxyProcess.Got require(ProxyProcess.Got got, int status) throws IOException {
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

    private static void all(int count, Callable<ProxyProcess.Got> task) throws Exception {
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

    /** A million files on disk: links to one. */
    private void millionFiles() throws Exception {
        Path store = manyFiles();
        long since = System.nanoTime();
        try (ProxyProcess proxy = ProxyProcess.start(launcher, work, "-Xmx1g", "kind = store", "")) {
            String last = "/n99999.pdb/" + String.format(Locale.ROOT, "0000000000000001%016X1", MB - 1) + "/n99999.pdb";
            require(ProxyProcess.get(proxy.url() + last), 200);
            double first = seconds(System.nanoTime() - since);
            awaitIndex(store);
            say(
                    "P9 a million files: serves after %d ms, first file after %.2f s (target 2 s), index complete after %.1f s (target 120 s)",
                    proxy.startMillis(), first, seconds(System.nanoTime() - since));
        }
    }

    private Path manyFiles() throws IOException {
        Path store = work.resolve("store");
        byte[] content = SlowUpstream.content(1, 100);
        Path source = work.resolve("source");
        for (int i = 0; i < MB; i++) {
            if (i % 50_000 == 0) {
                Files.deleteIfExists(source);
                Files.write(source, content);
            }
            Path directory = store.resolve("n" + i / 10 + ".pdb")
                    .resolve(String.format(Locale.ROOT, "0000000000000001%016X1", i));
            Files.createDirectories(directory);
            Files.createLink(directory.resolve("n" + i / 10 + ".pdb"), source);
        }
        return store;
    }

    /** The index is written down when the first walk over the files is over. */
    private static void awaitIndex(Path store) throws InterruptedException {
        while (!Files.exists(store.resolve(".symproxy/index.txt"))) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What a server holds that knows of a million files and of a million misses. */
    private void atRest() throws Exception {
        Path store = manyFiles();
        try (SlowUpstream upstream = SlowUpstream.start(0, 0);
                ProxyProcess proxy = ProxyProcess.start(
                        launcher,
                        work,
                        "-Xmx2g",
                        "kind = mixed\nupstream = u",
                        "[upstream u]\nuriFilter = 1\nmaxConcurrent = 8\nurl = " + upstream.url()
                                + "\n[misses]\ntimeout = 24h\nmax = 24h\n")) {
            awaitIndex(store);
            long indexed = proxy.heap();
            AtomicInteger next = new AtomicInteger();
            all(8, () -> {
                ProxyProcess.Got last = require(ProxyProcess.get(missing(proxy, next.getAndIncrement())), 404);
                while (next.get() < MB) {
                    last = require(ProxyProcess.get(missing(proxy, next.getAndIncrement())), 404);
                }
                return last;
            });
            long asked = upstream.takeRequests();
            require(ProxyProcess.get(missing(proxy, 0)), 404);
            say(
                    "P11 a million files: heap of %d MB; and a million misses: %d MB (target 600 MiB); %d upstream requests, %d for a miss that is known",
                    indexed / MB, proxy.heap() / MB, asked, upstream.takeRequests());
        }
    }

    private static String missing(ProxyProcess proxy, int number) {
        String name = "m" + number / 10 + ".pdb";
        return proxy.url() + "/" + name + "/" + String.format(Locale.ROOT, "0000000000000002%016X1", number) + "/"
                + name;
    }

    /** A ZIP archive of 4 GiB with 5,000 PDBs, stored. */
    private void archive() throws Exception {
        int files = 5000;
        int size = (int) ((4L << 30) / files);
        Path zip = work.resolve("symbols.zip");
        byte[] head = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.zip\"\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(zip)) {
            out.write(head);
            ZipOutputStream archive = new ZipOutputStream(out);
            archive.setMethod(ZipOutputStream.STORED);
            for (int i = 0; i < files; i++) {
                byte[] content = SlowUpstream.content(i, size);
                ZipEntry entry = new ZipEntry(SlowUpstream.path(i, size));
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                archive.putNextEntry(entry);
                archive.write(content);
            }
            archive.finish();
            out.write("\r\n--b--\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        try (ProxyProcess proxy = ProxyProcess.start(
                launcher, work, "-Xmx256m", "kind = store\nuploads = on", "[upload]\nmaxRequest = 8G\n")) {
            long since = System.nanoTime();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(proxy.url() + "/upload"))
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(HttpRequest.BodyPublishers.ofFile(zip))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            double took = seconds(System.nanoTime() - since);
            if (answer.statusCode() != 201 || !answer.body().contains("\"rejected\":[]")) {
                throw new IOException(answer.statusCode() + ": "
                        + answer.body().substring(0, Math.min(300, answer.body().length())));
            }
            say(
                    "P10 archive of %d MB with %d PDBs, heap of 256 MiB: %.1f s, %.0f MB/s (target 150 MB/s)",
                    Files.size(zip) / MB, files, took, (double) Files.size(zip) / MB / took);
        }
    }
}

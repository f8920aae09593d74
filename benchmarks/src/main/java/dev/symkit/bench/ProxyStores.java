// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the packaged {@code symproxy} does with very many files: the targets P9 to P11, run by {@link ProxyScenarios}.
 *
 * @param work an empty directory
 */
record ProxyStores(Path launcher, Path work) {
    private static final int MB = 1_000_000;

    /** A million files on disk: links to one. */
    void millionFiles() throws Exception {
        Path store = manyFiles();
        long since = System.nanoTime();
        try (ProxyProcess proxy = ProxyProcess.start(launcher, work, "-Xmx1g", "kind = store", "")) {
            String last = "/n99999.pdb/" + String.format(Locale.ROOT, "0000000000000001%016X1", MB - 1) + "/n99999.pdb";
            ProxyScenarios.require(ProxyProcess.get(proxy.url() + last), 200);
            double first = ProxyScenarios.seconds(System.nanoTime() - since);
            awaitIndex(store);
            ProxyScenarios.say(
                    "P9 a million files: serves after %d ms, first file after %.2f s (target 2 s), index complete after %.1f s (target 120 s)",
                    proxy.startMillis(), first, ProxyScenarios.seconds(System.nanoTime() - since));
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
    void atRest() throws Exception {
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
            ProxyScenarios.all(8, () -> {
                ProxyProcess.Got last =
                        ProxyScenarios.require(ProxyProcess.get(missing(proxy, next.getAndIncrement())), 404);
                while (next.get() < MB) {
                    last = ProxyScenarios.require(ProxyProcess.get(missing(proxy, next.getAndIncrement())), 404);
                }
                return last;
            });
            long asked = upstream.takeRequests();
            ProxyScenarios.require(ProxyProcess.get(missing(proxy, 0)), 404);
            ProxyScenarios.say(
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
    void archive() throws Exception {
        int files = 5000;
        int size = (int) ((4L << 30) / files);
        Path zip = work.resolve("symbols.zip");
        byte[] head = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.zip\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
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
            out.write("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
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
            double took = ProxyScenarios.seconds(System.nanoTime() - since);
            if (answer.statusCode() != 201 || !answer.body().contains("\"rejected\":[]")) {
                throw new IOException(answer.statusCode() + ": "
                        + answer.body().substring(0, Math.min(300, answer.body().length())));
            }
            ProxyScenarios.say(
                    "P10 archive of %d MB with %d PDBs, heap of 256 MiB: %.1f s, %.0f MB/s (target 150 MB/s)",
                    Files.size(zip) / MB, files, took, (double) Files.size(zip) / MB / took);
        }
    }
}

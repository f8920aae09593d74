// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single files that are put into a store. */
class UploadTest {
    private static final String FILE = ProxyBed.KEY + "/a.pdb";

    @TempDir
    private Path directory;

    @Test
    void oneFileIsOneTransactionAndServedAtOnce() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            assertThat(up.bed().get("/s/" + FILE).statusCode()).isEqualTo(404);
            HttpResponse<String> answer = up.put(FILE + "?product=Game&version=1.2", ProxyBed.pdb());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body())
                    .isEqualTo("{\"transaction\":\"0000000001\",\"stored\":[\"" + FILE
                            + "\"],\"skipped\":[],\"rejected\":[]}\n");
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(Files.readString(up.store().resolve("000Admin/server.txt")))
                    .contains("0000000001,add,file,")
                    .contains("\"Game\",\"1.2\",\"\"");
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void theSameAgainIsNoTransaction() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            up.put(FILE, ProxyBed.pdb());
            HttpResponse<String> answer = up.put(FILE, ProxyBed.pdb());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"transaction\":null", "\"skipped\":[\"" + FILE + "\"]");
            assertThat(up.put(FILE + "?overwrite=1", ProxyBed.pdb()).statusCode())
                    .isEqualTo(200);
            assertThat(up.lastId()).isEqualTo("0000000001");
        }
    }

    @Test
    void otherContentIsAConflictUnlessItIsToReplace() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            up.put(FILE, ProxyBed.pdb());
            HttpResponse<String> refused = up.put(FILE, ProxyBed.pdb(5000));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("other content is stored under this key");
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(up.put(FILE + "?overwrite=1", ProxyBed.pdb(5000)).statusCode())
                    .isEqualTo(201);
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb(5000));
        }
    }

    @Test
    void aFileThatIsSomethingElseIsRefused() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            assertThat(up.put(FILE, UploadBed.pdb(7)).statusCode()).isEqualTo(422);
            assertThat(up.put(FILE, new PeBuilder().build()).statusCode()).isEqualTo(422);
            assertThat(up.put(FILE, "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(up.put(FILE, new byte[0]).statusCode()).isEqualTo(422);
            assertThat(up.put(ProxyBed.KEY + "/file.ptr", ProxyBed.pdb()).statusCode())
                    .isEqualTo(422);
            assertThat(up.put(ProxyBed.KEY + "/b.pdb", ProxyBed.pdb()).statusCode())
                    .isEqualTo(404);
            assertThat(up.lastId()).isEmpty();
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void compressedFilesAreLookedInto() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            byte[] cab = ProxyBed.cab(ProxyBed.pdb());
            assertThat(up.put(ProxyBed.KEY + "/a.pd_", ProxyBed.cab(UploadBed.pdb(7)))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(up.put(ProxyBed.KEY + "/a.pd_", ProxyBed.pdb()).statusCode())
                    .isEqualTo(422);
            HttpResponse<String> answer = up.put(ProxyBed.KEY + "/a.pd_", cab);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(Files.readAllBytes(up.store().resolve(ProxyBed.KEY).resolve("a.pd_")))
                    .isEqualTo(cab);
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(up.put(FILE, ProxyBed.pdb()).statusCode())
                    .as("the same content")
                    .isEqualTo(200);
        }
    }

    @Test
    void limitsAndRulesHold() throws Exception {
        String rules = "[upload]\nmaxFile = 40000\nreject = secret*\nrequirePublic = on\n";
        try (UploadBed up = UploadBed.in(directory, rules)) {
            assertThat(up.put(FILE, new byte[40_001]).statusCode()).isEqualTo(413);
            assertThat(up.put("secret.pdb/" + UploadBed.index(1) + "/secret.pdb", UploadBed.pdb(1))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(up.put(FILE, ProxyBed.pdb()).statusCode()).as("stripped").isEqualTo(201);
            assertThat(up.bed().upload("DELETE", "/s/" + FILE, new byte[0]).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void aRefusalArrivesThoughNobodyWantsTheBody() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "[upload]\nmaxFile = 40000\nmaxRequest = 40000\n")) {
            for (int i = 0; i < 30; i++) {
                assertThat(up.put(FILE, new byte[5_000_000]).statusCode()).isEqualTo(413);
                assertThat(up.zip("", new byte[5_000_000]).statusCode()).isEqualTo(413);
                assertThat(up.put("nothing", new byte[5_000_000]).statusCode()).isEqualTo(404);
            }
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), up.bed().server().ports().get(0))) {
                String head = "PUT /s/" + FILE
                        + " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertThat(new String(
                                socket.getInputStream().readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII))
                        .as("without the body")
                        .isEqualTo("HTTP/1.1 413");
            }
        }
    }

    @Test
    void aDigestIsChecked() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            byte[] body = ProxyBed.pdb();
            String right = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
            String wrong = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(new byte[1]));
            assertThat(up.put(FILE, body, "Content-Digest", "sha-256=:" + wrong + ":")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(up.put(FILE, body, "Digest", "SHA-256=" + wrong).statusCode())
                    .isEqualTo(400);
            assertThat(up.put(FILE, body, "Content-Digest", "sha-256=:!:").statusCode())
                    .isEqualTo(400);
            assertThat(up.lastId()).isEmpty();
            assertThat(up.put(FILE, body, "Content-Digest", "sha-512=:AA==:, sha-256=:" + right + ":")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void withoutTheKeyNothingIsTaken() throws Exception {
        Path store = directory.resolve("store");
        try (ProxyBed bed = ProxyBed.with(directory, "[directory s]\nkind = store\npath = " + store + "\n")) {
            assertThat(bed.upload("PUT", "/s/" + FILE, ProxyBed.pdb()).statusCode())
                    .isEqualTo(405);
            assertThat(bed.upload("POST", "/s/upload", new byte[1]).statusCode())
                    .isEqualTo(404);
            assertThat(store.resolve("000Admin")).doesNotExist();
        }
    }

    @Test
    void aFileFromUpstreamGivesWayToAnUpload() throws Exception {
        try (UploadBed up = UploadBed.with(directory, "kind = mixed\n", "")) {
            Path fetched = up.store().resolve(FILE);
            Files.createDirectories(fetched.getParent());
            Files.write(fetched, ProxyBed.pdb(9000));
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb(9000));
            assertThat(up.put(FILE, ProxyBed.pdb()).statusCode()).isEqualTo(201);
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(fetched.resolveSibling("refs.ptr")).exists();
        }
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), up.bed().server().ports().get(0))) {
                socket.getOutputStream()
                        .write(("PUT /s/" + FILE + " HTTP/1.1\r\nHost: h\r\nContent-Length: 40000\r\n\r\nMicrosoft")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                while (up.waiting() == 0) {
                    Thread.onSpinWait();
                }
            }
            while (up.waiting() > 0) {
                Thread.onSpinWait();
            }
            assertThat(up.lastId()).isEmpty();
            assertThat(up.put(FILE, ProxyBed.pdb()).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void anUploadDuringAFillOfTheSameKeyStays() throws Exception {
        byte[] fetched = ProxyBed.pdb(1 << 20);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch uploaded = new CountDownLatch(1);
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/" + FILE, exchange -> {
            exchange.sendResponseHeaders(200, fetched.length);
            exchange.getResponseBody().write(fetched, 0, fetched.length / 2);
            exchange.getResponseBody().flush();
            begun.countDown();
            await(uploaded);
            exchange.getResponseBody().write(fetched, fetched.length / 2, fetched.length - fetched.length / 2);
            exchange.close();
        });
        upstream.start();
        String url = "http://127.0.0.1:" + upstream.getAddress().getPort();
        try (UploadBed up = UploadBed.with(
                directory,
                "kind = mixed\nupstream = u\n",
                "[upstream u]\nretries = 0\nuriFilter = 1\nurl = " + url + "\n")) {
            CompletableFuture<HttpResponse<byte[]>> fill = CompletableFuture.supplyAsync(() -> got(up));
            begun.await();
            assertThat(up.put(FILE, ProxyBed.pdb()).statusCode()).isEqualTo(201);
            uploaded.countDown();
            assertThat(fill.get().body())
                    .as("who waits gets one of both, whole")
                    .isIn(fetched, ProxyBed.pdb());
            assertThat(up.bed().get("/s/" + FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(Files.readAllBytes(up.store().resolve(FILE))).isEqualTo(ProxyBed.pdb());
        } finally {
            upstream.stop(0);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static HttpResponse<byte[]> got(UploadBed up) {
        try {
            return up.bed().get("/s/" + FILE);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyAtOnceAllBecomeTransactions() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (UploadBed up = UploadBed.in(directory, "")) {
            CompletableFuture<?>[] all = IntStream.range(0, 24)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> putOk(up, i), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
            assertThat(up.lastId()).isEqualTo("0000000024");
            assertThat(Files.readAllLines(up.store().resolve("000Admin/server.txt")))
                    .hasSize(24);
        } finally {
            threads.shutdown();
        }
    }

    private static void putOk(UploadBed up, int number) {
        try {
            String path = "m.pdb/" + UploadBed.index(number) + "/m.pdb";
            assertThat(up.put(path, UploadBed.pdb(number)).statusCode()).isEqualTo(201);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

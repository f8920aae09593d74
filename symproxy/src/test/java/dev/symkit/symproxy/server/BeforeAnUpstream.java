// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the whole server before one scripted upstream. */
abstract class BeforeAnUpstream {
    /** Where the upstream has the file of {@link ProxyBed#KEY}. */
    static final String UPSTREAM_FILE = "/sym/" + ProxyBed.KEY + "/a.pdb";

    /** Bytes that are sent on while they arrive. */
    static final int LARGE = 3 << 20;

    @TempDir
    Path directory;

    ScriptedServer upstream;

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = ScriptedServer.start();
    }

    @AfterEach
    void stopUpstream() throws IOException {
        upstream.close();
    }

    /** A server with one cache that the upstream fills. */
    ProxyBed cache(String more) throws IOException {
        return ProxyBed.cache(directory, more, upstream.url("/sym"));
    }

    /** Sends half of a body, and the rest when it is told to. */
    static ScriptedServer.Script inHalves(byte[] body, CountDownLatch goOn) {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"));
            out.write(body, 0, body.length / 2);
            out.flush();
            await(goOn);
            out.write(body, body.length / 2, body.length - body.length / 2);
            return true;
        };
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Waits until no search is under way: one that fails notes that after it cut its clients. */
    static void awaitNoSearch(ProxyBed bed) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!bed.server().shared().flights().all().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(bed.server().shared().flights().all()).isEmpty();
    }
}

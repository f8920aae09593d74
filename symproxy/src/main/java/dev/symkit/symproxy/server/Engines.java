// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.web.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engines of a server: that of the files and, if they have one of their own, that of the services. */
final class Engines implements Closeable {
    private final List<Engine> all = new ArrayList<>();

    /** Adds one that does not serve yet. */
    void add(Engine engine) {
        all.add(engine);
    }

    /** Begins to serve. */
    void start() throws IOException {
        for (Engine engine : all) {
            engine.start();
        }
    }

    List<Integer> ports() {
        return all.stream().flatMap(engine -> engine.ports().stream()).toList();
    }

    long requests() {
        return all.stream().mapToInt(Engine::requests).sum();
    }

    long connections() {
        return all.stream().mapToInt(Engine::connections).sum();
    }

    /**
     * Takes no new connections and waits for the responses under way.
     *
     * @return whether all were sent in time
     */
    boolean drain(Duration longest) throws InterruptedException {
        CompletableFuture<?>[] ends =
                all.stream().map(engine -> engine.drain().toCompletableFuture()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Engine engine : all) {
            engine.close();
        }
    }
}

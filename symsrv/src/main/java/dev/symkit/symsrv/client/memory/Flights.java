// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Work that is wanted more than once at the same time is done once (symsrv.md 12.4). Thread-safe. */
public final class Flights<K, V> {
    private static final long POLL_MILLIS = 50;

    private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /** The work. */
    @FunctionalInterface
    public interface Work<V> {
        /** Does it. */
        V run() throws IOException;
    }

    /**
     * The result of one piece of work and whether another caller did it.
     *
     * @param value the result
     * @param shared whether the work was another caller's
     */
    public record Outcome<V>(V value, boolean shared) {}

    /**
     * Does a piece of work, or waits for whoever does it already.
     *
     * @param sharing which results of others count; with any other the work is done again
     * @param cancelled whether the caller stops waiting; the work then runs for it, and is expected to see this too
     */
    public Outcome<V> fly(K key, Predicate<V> sharing, BooleanSupplier cancelled, Work<V> work) throws IOException {
        while (true) {
            CompletableFuture<V> own = new CompletableFuture<>();
            CompletableFuture<V> other = running.putIfAbsent(key, own);
            if (other == null) {
                return new Outcome<>(run(key, own, work), false);
            }
            Optional<V> result = await(other, cancelled).filter(sharing);
            if (result.isPresent()) {
                return new Outcome<>(result.get(), true);
            }
            if (cancelled.getAsBoolean()) {
                return new Outcome<>(work.run(), false);
            }
        }
    }

    private V run(K key, CompletableFuture<V> own, Work<V> work) throws IOException {
        try {
            V value = work.run();
            own.complete(value);
            return value;
        } finally {
            own.cancel(false); // those who wait do it themselves if it failed
            running.remove(key, own);
        }
    }

    /** Empty if the work failed, or the caller is not to wait any longer. */
    private static <V> Optional<V> await(CompletableFuture<V> other, BooleanSupplier cancelled) {
        boolean interrupted = false;
        try {
            while (!cancelled.getAsBoolean()) {
                try {
                    return Optional.of(other.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    // not yet: look whether to go on
                } catch (ExecutionException | java.util.concurrent.CancellationException e) {
                    return Optional.empty();
                } catch (InterruptedException e) {
                    interrupted = true; // no wish to stop; that is what the listener is for
                }
            }
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

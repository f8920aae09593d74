// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One search for a key that is under way, and those who wait for what comes of it. Guarded by itself. */
public final class Flight {
    private final String directory;
    private final SymbolKey key;
    private final long since = System.nanoTime();
    private final List<CompletableFuture<FillResult>> waiting = new ArrayList<>();
    private final CompletableFuture<FillResult> ended = new CompletableFuture<>();
    private FillResult.@Nullable Arriving arriving;
    private boolean cancelled;

    /** A search that begins, for a directory. */
    Flight(String directory, SymbolKey key) {
        this.directory = directory;
        this.key = key;
    }

    /** The directory it is for. */
    public String directory() {
        return directory;
    }

    /** What is searched. */
    public SymbolKey key() {
        return key;
    }

    /** How long it is under way. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** How many wait for it or read what arrives. */
    public synchronized int clients() {
        return waiting.size() + (arriving == null ? 0 : arriving.file().readers());
    }

    /** What arrives just now. */
    public synchronized Optional<FillResult.Arriving> arriving() {
        return Optional.ofNullable(arriving).filter(one -> !one.file().hasFailed());
    }

    /** The first that can be told: the file arrives, is there, or is nowhere. */
    public CompletableFuture<FillResult> attach() {
        synchronized (this) {
            if (!ended.isDone()) {
                Optional<FillResult.Arriving> now = arriving();
                CompletableFuture<FillResult> mine = new CompletableFuture<>();
                if (now.isPresent()) {
                    mine.complete(now.get());
                } else {
                    waiting.add(mine);
                }
                return mine;
            }
        }
        return ended.copy();
    }

    /** What comes of it in the end. */
    public CompletableFuture<FillResult> end() {
        return ended.copy();
    }

    /** A file can be read from now on. */
    void arrives(GrowingFile file, String upstream) {
        FillResult.Arriving now = new FillResult.Arriving(file, upstream);
        List<CompletableFuture<FillResult>> told;
        synchronized (this) {
            arriving = now;
            told = take();
        }
        told.forEach(each -> each.complete(now));
    }

    /** It is over. */
    void ends(FillResult result) {
        List<CompletableFuture<FillResult>> told;
        synchronized (this) {
            ended.complete(result);
            told = take();
        }
        told.forEach(each -> each.complete(result));
    }

    private List<CompletableFuture<FillResult>> take() {
        List<CompletableFuture<FillResult>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** Nobody needs it any longer. */
    public synchronized void cancel() {
        cancelled = true;
    }

    /** Whether somebody said that nobody needs it. */
    synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Whether to stop: it was cancelled, or all who read what arrives have left and finishing it would cost more than it gives.
     *
     * @param most bytes of a file that is fetched to its end all the same, as is one of which half is there
     */
    synchronized boolean isToStop(long most) {
        if (cancelled) {
            return true;
        }
        if (arriving == null || !waiting.isEmpty() || !arriving.file().isAbandoned()) {
            return false;
        }
        long size = arriving.file().size();
        long fetched = arriving.file().fetched();
        return size < 0 ? fetched > most : size > most && 2 * fetched < size;
    }
}

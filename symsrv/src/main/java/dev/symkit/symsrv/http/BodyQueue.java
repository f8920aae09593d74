// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands the body of an answer from the threads of the HTTP client to the one that reads it, with a few parts under way at most. */
final class BodyQueue implements BodySubscriber<BodyQueue> {
    private static final int AHEAD = 8;

    /** What comes through: parts, then an end with or without an error. */
    private record Item(List<ByteBuffer> parts, boolean end, Optional<Throwable> error) {}

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> taken = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    private boolean cancelled;

    /** What came of waiting for a part. */
    enum Wait {
        PART,
        END,
        NOTHING_YET
    }

    @Override
    public CompletionStage<BodyQueue> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription s) {
        synchronized (this) {
            subscription = s;
            if (cancelled) {
                s.cancel();
                return;
            }
        }
        s.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        items.add(new Item(parts, false, Optional.empty()));
    }

    @Override
    public void onError(Throwable error) {
        items.add(new Item(List.of(), true, Optional.of(error)));
    }

    @Override
    public void onComplete() {
        items.add(new Item(List.of(), true, Optional.empty()));
    }

    /**
     * Waits for the next part; {@link #part} then gives it.
     *
     * @throws BrokenException if the transfer broke
     */
    Wait await(long millis) throws InterruptedException, BrokenException {
        while (taken.isEmpty()) {
            Item item = items.poll(millis, TimeUnit.MILLISECONDS);
            if (item == null) {
                return Wait.NOTHING_YET;
            }
            if (item.end()) {
                items.add(item); // for whoever asks again
                if (item.error().isPresent()) {
                    throw new BrokenException(item.error().get());
                }
                return Wait.END;
            }
            item.parts().stream().filter(ByteBuffer::hasRemaining).forEach(taken::add);
            request();
        }
        return Wait.PART;
    }

    /** The part that was waited for. */
    ByteBuffer part() {
        return taken.remove();
    }

    /** Ends the transfer; the connection is closed unless the body was there whole. */
    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private synchronized void request() {
        if (subscription != null && !cancelled) {
            subscription.request(1);
        }
    }

    /** The transfer of a body broke. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(Throwable cause) {
            super("broken", cause, false, false);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.ResultCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A body as it comes over the wire, with an eye on how fast (symsrv.md 8.4). Confined to the thread that reads it. */
final class RawBody implements AutoCloseable {
    private static final long SLICE_MILLIS = 100;
    private static final long WINDOW_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int DRAIN_BYTES = 64 << 10;
    private static final long DRAIN_NANOS = Duration.ofSeconds(2).toNanos();

    private final BodyQueue queue;
    private final FetchContext context;
    private final long start;
    private long received;
    private long windowStart;
    private long windowBytes;
    private boolean ended;

    RawBody(BodyQueue queue, FetchContext context) {
        this.queue = queue;
        this.context = context;
        this.start = context.clock().nanos();
        this.windowStart = start;
    }

    /** Bytes that came. */
    long received() {
        return received;
    }

    /** The next part; empty at the end. */
    Optional<ByteBuffer> next() throws FetchFailure {
        if (ended) {
            return Optional.empty();
        }
        long waitStart = context.clock().nanos();
        while (true) {
            context.check();
            BodyQueue.Wait wait = await();
            if (wait == BodyQueue.Wait.END) {
                ended = true;
                HttpTrace.received(context, received, start);
                return Optional.empty();
            }
            long now = context.clock().nanos();
            if (wait == BodyQueue.Wait.PART) {
                ByteBuffer part = queue.part();
                received += part.remaining();
                windowBytes += part.remaining();
                checkSize();
                checkSpeed(now);
                return Optional.of(part);
            }
            if (now - waitStart >= context.settings().idleTimeout().toNanos()) {
                throw FetchFailure.passing(
                        ResultCode.HTTP_TIMEOUT,
                        "no byte within " + context.settings().idleTimeout().toSeconds() + " s");
            }
            checkSpeed(now);
        }
    }

    /** Reads the rest of a body that nobody wants, if it is short and comes at once. */
    void drain(OptionalLong length) {
        if (length.orElse(0) > DRAIN_BYTES) {
            return;
        }
        long end = context.clock().nanos() + DRAIN_NANOS;
        int bytes = 0;
        try {
            while (!ended && bytes <= DRAIN_BYTES && context.clock().nanos() - end < 0) {
                switch (queue.await(SLICE_MILLIS)) {
                    case PART -> bytes += queue.part().remaining();
                    case END -> ended = true;
                    case NOTHING_YET -> {}
                }
            }
        } catch (BodyQueue.BrokenException e) {
            ended = true; // nobody wanted it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!ended) {
            queue.cancel();
        }
    }

    private BodyQueue.Wait await() throws FetchFailure {
        try {
            return queue.await(SLICE_MILLIS);
        } catch (BodyQueue.BrokenException e) {
            ended = true;
            throw FetchFailure.passing(ResultCode.CONNECTION_RESET, "the transfer broke after " + received + " bytes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchContext.cancelled();
        }
    }

    private void checkSize() throws FetchFailure {
        if (received > context.settings().maxFileSize()) {
            throw tooLarge(context.settings().maxFileSize());
        }
    }

    static FetchFailure tooLarge(long limit) {
        return FetchFailure.last(FetchFailure.TOO_LARGE, "larger than the limit of " + limit + " bytes");
    }

    private void checkSpeed(long now) throws FetchFailure {
        if (now - windowStart < WINDOW_NANOS) {
            return;
        }
        long least = context.settings().minSpeed()
                * Duration.ofNanos(now - windowStart).toSeconds();
        if (windowBytes < least) {
            throw FetchFailure.last(
                    ResultCode.HTTP_TIMEOUT, "slower than " + context.settings().minSpeed() + " bytes in a second");
        }
        windowStart = now;
        windowBytes = 0;
    }
}

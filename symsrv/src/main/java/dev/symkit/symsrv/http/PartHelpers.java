// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.ForwardingListener;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches parts of a large file beside the first answer, on connections that nobody else needs. A helper that fails gives its part back and
 * ends; whoever reads the first answer fetches it then.
 */
final class PartHelpers {
    private static final int HELPERS = 3;

    private final FetchContext context;
    private final Opener opener;
    private final BodySink sink;
    private final Parts parts;
    private final PartSource source;
    private final AtomicLong received;
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;
    private volatile Optional<IOException> sinkFailure = Optional.empty();

    /**
     * The file that all parts must come from.
     *
     * @param validator for {@code If-Range}
     * @param total bytes
     */
    record PartSource(String validator, long total) {}

    /**
     * Helpers that are not started.
     *
     * @param received counts the bytes of all
     */
    PartHelpers(
            FetchContext context, Opener opener, BodySink sink, Parts parts, PartSource source, AtomicLong received) {
        this.context = stoppable(context);
        this.opener = opener;
        this.sink = sink;
        this.parts = parts;
        this.source = source;
        this.received = received;
    }

    void start(ExecutorService threads) {
        for (int i = 0; i < HELPERS; i++) {
            running.add(threads.submit(this::work));
        }
    }

    /** Ends the helpers and waits for them; then nothing is written any more. */
    void stop() throws IOException {
        stopped = true;
        boolean interrupted = false;
        for (Future<?> helper : running) {
            while (!helper.isDone()) {
                try {
                    helper.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (sinkFailure.isPresent()) {
            throw sinkFailure.get();
        }
    }

    private FetchContext stoppable(FetchContext of) {
        LookupListener stoppable = new ForwardingListener(of.listener()) {
            @Override
            public void size(long bytes) {
                // that of the whole is known already
            }

            @Override
            public boolean cancelled() {
                return stopped || super.cancelled();
            }
        };
        return of.impatient(stoppable);
    }

    private void work() {
        for (OptionalInt part = parts.takeLast(); part.isPresent(); part = parts.takeLast()) {
            boolean done = false;
            try {
                done = fetch(part.getAsInt());
            } catch (FetchFailure e) {
                TraceLines.note(context.listener(), "RANGE: " + e.reason());
            } catch (IOException e) {
                sinkFailure = Optional.of(e);
            }
            if (!done) {
                parts.giveUp(part.getAsInt());
                return;
            }
            parts.doneAlone(part.getAsInt());
        }
    }

    private boolean fetch(int part) throws FetchFailure, IOException {
        if (!context.session().ranges()) {
            return false;
        }
        long start = parts.start(part);
        long end = parts.end(part);
        try (Answer answer = opener.open(context, range(start, end))) {
            if (answer.status() == 200) {
                context.session().noRanges();
            }
            if (answer.status() != 206
                    || !answer.coding().isEmpty()
                    || !ContentRange.of(answer)
                            .filter(r -> r.is(start, end, source.total()))
                            .isPresent()) {
                return false;
            }
            return copy(answer, start, end);
        }
    }

    private boolean copy(Answer answer, long start, long end) throws FetchFailure, IOException {
        long position = start;
        try {
            while (true) {
                Optional<ByteBuffer> bytes = answer.body().next();
                if (bytes.isEmpty()) {
                    return position == end;
                }
                int n = bytes.get().remaining();
                if (position + n > end) {
                    return false;
                }
                sink.write(position, bytes.get());
                position += n;
                context.listener().progress(received.addAndGet(n), source.total());
            }
        } finally {
            if (position != end) {
                received.addAndGet(start - position);
            }
        }
    }

    private Map<String, String> range(long start, long end) {
        return Map.of("Range", "bytes=" + start + "-" + (end - 1), "If-Range", source.validator());
    }
}

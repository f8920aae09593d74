// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.LogKeys;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log (symproxy.md 16.1): one line for each request, of 404 answers a share. A thread of its own writes; a request never waits for
 * it. Where it does not keep up or the disk is full, lines are dropped and counted. Thread-safe.
 */
public final class AccessLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int NOT_FOUND = 404;
    private static final int QUEUE = 8192;
    private static final int BATCH = 256;
    private static final Exchange END = Exchange.begun(Instant.EPOCH).finished(0, 0, 0, 0);

    private final Settings settings;
    private final LogTarget target;
    private final DoubleSupplier random;
    private final BlockingQueue<Exchange> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer = new Thread(this::write, "access-log");
    private volatile boolean closed;
    private boolean failing;

    /**
     * What is logged.
     *
     * @param share404 share of the 404 answers that is logged, 0 to 1
     */
    public record Settings(LogKeys.Access format, double share404) {
        /** As the configuration says. */
        public static Settings of(Configuration configuration) {
            return new Settings(configuration.get(LogKeys.ACCESS), configuration.get(LogKeys.SAMPLE404));
        }
    }

    /** A log that does not run yet, with a queue of a length. */
    AccessLog(Settings settings, LogTarget target, DoubleSupplier random, int length) {
        this.settings = settings;
        this.target = target;
        this.random = random;
        this.queue = new ArrayBlockingQueue<>(length);
        writer.setDaemon(true);
    }

    /**
     * Begins a log as the configuration says.
     *
     * @param standardOutput where it goes if the configuration names no file; stays open
     */
    public static AccessLog start(Configuration configuration, OutputStream standardOutput) {
        LogTarget target = configuration
                .find(LogKeys.ACCESS_FILE)
                .<LogTarget>map(file -> new DailyFile(file, configuration.get(LogKeys.KEEP)))
                .orElseGet(() -> LogTarget.to(standardOutput));
        AccessLog log = new AccessLog(
                Settings.of(configuration),
                target,
                () -> ThreadLocalRandom.current().nextDouble(),
                QUEUE);
        log.start();
        return log;
    }

    /** Begins to write. */
    void start() {
        writer.start();
    }

    /** Logs a request, soon. Never waits. */
    public void finished(Exchange exchange) {
        if (settings.format() == LogKeys.Access.OFF || !isSampled(exchange)) {
            return;
        }
        if (closed || !queue.offer(exchange)) {
            dropped.incrementAndGet();
        }
    }

    private boolean isSampled(Exchange exchange) {
        return exchange.status() != NOT_FOUND || settings.share404() >= 1 || random.getAsDouble() < settings.share404();
    }

    /** How many lines were not written, because there was no place for them or writing failed. */
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        List<Exchange> batch = new ArrayList<>(BATCH);
        boolean more = true;
        while (more) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            queue.drainTo(batch, BATCH - 1);
            more = !batch.remove(END);
            write(batch);
        }
        try {
            target.close();
        } catch (IOException e) {
            failed(e, 0);
        }
    }

    private void write(List<Exchange> batch) {
        int done = 0;
        try {
            for (Exchange exchange : batch) {
                target.write(AccessLine.bytes(settings.format(), exchange), exchange.start());
                done++;
            }
            target.flush();
            failing = false;
        } catch (IOException e) {
            failed(e, batch.size() - done);
        }
    }

    /** Warns once, until writing works again. */
    private void failed(IOException failure, int lines) {
        dropped.addAndGet(lines);
        if (!failing) {
            LOG.warn("access log: {}; lines are dropped until it works again", failure.toString());
        }
        failing = true;
        try {
            target.close(); // opened anew for the next line
        } catch (IOException e) {
            LOG.debug("closing the access log", e);
        }
    }

    /** Writes what is still in the queue and ends. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(END);
            writer.join();
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

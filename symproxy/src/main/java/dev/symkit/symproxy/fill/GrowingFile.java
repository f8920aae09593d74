// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.symproxy.web.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A file that is fetched from its start to its end while others read it, each at its own pace. The last {@value #HELD_BACK} bytes of what is
 * there are kept back until the whole was checked, so that nobody ever has all of a wrong file. Guarded by itself.
 */
public final class GrowingFile implements Closeable {
    /** Bytes that nobody gets before the file was checked. */
    static final int HELD_BACK = 64 << 10;

    /** Readers that wait are told when so much more is there, or after a while. */
    private static final long STEP = 128 << 10;

    private static final long PATIENCE_NANOS = 20_000_000;

    private final FileChannel channel;
    private final long total;
    private final Executor executor;
    private final List<Runnable> waiting = new ArrayList<>();
    private long fetched;
    private long told;
    private long toldAt = System.nanoTime();
    private int users = 1;
    private boolean wasRead;
    private boolean whole;
    private @Nullable IOException failure;

    /**
     * A file of which nothing is there yet.
     *
     * @param channel to read it; closed when neither the fetch nor a reader needs it
     * @param total its size; -1 if that is not known
     * @param executor runs those who waited
     */
    GrowingFile(FileChannel channel, long total, Executor executor) {
        this.channel = channel;
        this.total = total;
        this.executor = executor;
    }

    /**
     * A file that is complete and has no place: it is deleted, and can be read until the last reader closes it.
     *
     * @throws IOException if it cannot be opened
     */
    static GrowingFile last(Path file, Executor executor) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            GrowingFile whole = new GrowingFile(channel, channel.size(), executor);
            whole.complete(channel.size());
            return whole;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Its size; -1 if that is not known yet. */
    public synchronized long size() {
        return whole ? fetched : total;
    }

    /** So many bytes are there, from the start. */
    void grown(long bytes) {
        List<Runnable> ready = List.of();
        synchronized (this) {
            fetched = Math.max(fetched, bytes);
            long now = System.nanoTime();
            if (told == 0 || fetched - told >= STEP || now - toldAt >= PATIENCE_NANOS) {
                told = fetched;
                toldAt = now;
                ready = take();
            }
        }
        ready.forEach(executor::execute);
    }

    /** All is there and is what it should be. */
    void complete(long bytes) {
        List<Runnable> ready;
        synchronized (this) {
            fetched = bytes;
            whole = true;
            ready = take();
        }
        ready.forEach(executor::execute);
    }

    /** There will be no more, or what there is is wrong. */
    void fail(IOException reason) {
        List<Runnable> ready;
        synchronized (this) {
            failure = reason;
            ready = take();
        }
        ready.forEach(executor::execute);
    }

    /** Whether there will be no more though it is not complete. */
    synchronized boolean hasFailed() {
        return failure != null;
    }

    /** How much is there, what is kept back included. */
    public synchronized long fetched() {
        return fetched;
    }

    /** How many read it. */
    synchronized int readers() {
        return Math.max(0, users - 1);
    }

    /** Whether nobody reads it, though somebody did. */
    synchronized boolean isAbandoned() {
        return wasRead && users == 1;
    }

    private List<Runnable> take() {
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        return ready;
    }

    private synchronized long readable() {
        if (whole) {
            return fetched;
        }
        return Math.max(0, total < 0 ? fetched - HELD_BACK : Math.min(fetched, total - HELD_BACK));
    }

    /** The fetch no longer needs it; it is closed when the last reader closes too. */
    @Override
    public void close() {
        release();
    }

    private void release() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        try {
            channel.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(GrowingFile.class).debug("closing a file that was fetched", e);
        }
    }

    /**
     * A part of the file for one reader, who closes it.
     *
     * @param position first byte
     * @param length bytes; -1 for all up to the end
     */
    public Content content(long position, long length) {
        synchronized (this) {
            users++;
            wasRead = true;
        }
        return new Part(position, length);
    }

    private final class Part implements Content {
        private final long length;
        private long position;
        private long left;
        private boolean closed;

        Part(long position, long length) {
            this.position = position;
            this.length = length < 0 ? -1 : length;
            this.left = length < 0 ? Long.MAX_VALUE : length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left == 0) {
                return -1;
            }
            long ready;
            boolean end;
            synchronized (GrowingFile.this) {
                ready = readable() - position;
                end = whole;
                if (failure != null) {
                    throw new IOException("what was fetched cannot be sent: " + failure.getMessage(), failure);
                }
            }
            if (ready <= 0) {
                return end ? atEnd() : 0;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + Math.min(left, ready)));
            int count = channel.read(into, position);
            into.limit(limit);
            if (count < 0) {
                throw new IOException("what was fetched is gone at " + position);
            }
            position += count;
            left -= count;
            return count;
        }

        private int atEnd() throws IOException {
            if (length >= 0) {
                throw new IOException("what was fetched ends at " + position + ", " + left + " bytes early");
            }
            return -1;
        }

        @Override
        public void whenMore(Runnable again) {
            boolean ready;
            synchronized (GrowingFile.this) {
                ready = whole || failure != null || readable() > position;
                if (!ready) {
                    waiting.add(again);
                }
            }
            if (ready) {
                executor.execute(again);
            }
        }

        @Override
        public void close() {
            synchronized (GrowingFile.this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release();
        }
    }
}

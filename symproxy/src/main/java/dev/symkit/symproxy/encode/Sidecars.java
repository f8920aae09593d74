// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.disk.SidecarFiles;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.disk.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compressed copies of the files of one directory (symproxy.md 8.4). A copy is made by one thread in the background once a large file was asked
 * for twice by clients that take its coding; a copy that is hardly smaller is not kept. Thread-safe.
 */
public final class Sidecars implements Closeable {
    /** Files of fewer bytes have no copies. */
    public static final long LEAST = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Sidecars.class);
    private static final int REQUESTS = 2;
    private static final int MOST_COUNTED = 10_000;
    private static final int MOST_WAITING = 1000;
    private static final int BUFFER = 256 << 10;
    private static final int MOST_PERCENT = 90;
    private static final long SWEEP_EVERY = TimeUnit.HOURS.toNanos(1);

    private final StoreDirectory directory;
    private final SidecarFiles files;
    private final LongSupplier room;
    private final InstantSource clock;
    private final Set<Coding> usable = EnumSet.allOf(Coding.class);
    private final Cache<Wanted, Integer> asked = Caffeine.newBuilder()
            .maximumSize(MOST_COUNTED)
            .executor(Runnable::run)
            .build();
    private final BlockingQueue<Wanted> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    private record Wanted(SymbolKey key, StoredFile file, Coding coding) {}

    /**
     * A copy.
     *
     * @param path where it is
     * @param size in bytes
     */
    public record Sidecar(Coding coding, Path path, long size) {}

    /** A file is not worth a copy. */
    private static final class HardlySmallerException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Copies for a directory; starts the thread.
     *
     * @param room bytes that may be used up on its disk
     */
    public Sidecars(StoreDirectory directory, LongSupplier room, InstantSource clock) {
        this.directory = directory;
        this.files = new SidecarFiles(directory.root());
        this.room = room;
        this.clock = clock;
        this.thread = new Thread(this::run, "compressed copies " + directory.name());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A copy of a file.
     *
     * @param key canonical
     * @param codings that will do, the best first
     */
    public Optional<Sidecar> find(SymbolKey key, StoredFile file, List<Coding> codings) {
        if (file.size() < LEAST || file.digest() == 0) {
            return Optional.empty();
        }
        for (Coding coding : codings) {
            Path path = files.of(key, file, coding.extension());
            long size = size(path);
            if (size > 0) {
                return Optional.of(new Sidecar(coding, path, size));
            }
        }
        return Optional.empty();
    }

    private static long size(Path copy) {
        try {
            return Files.size(copy);
        } catch (IOException e) {
            return 0; // most often there is none
        }
    }

    /**
     * A file was asked for by a client that would have taken a copy in one of some codings.
     *
     * @param key canonical
     * @param codings the best first
     */
    public void missed(SymbolKey key, StoredFile file, List<Coding> codings) {
        Optional<Coding> coding = codings.stream().filter(this::isUsable).findFirst();
        if (file.size() < LEAST || file.digest() == 0 || coding.isEmpty()) {
            return;
        }
        Wanted wanted = new Wanted(key, file, coding.get());
        int count = asked.asMap().merge(wanted, 1, (one, more) -> Math.min(one + more, REQUESTS + 1));
        if (count == REQUESTS) {
            open.incrementAndGet();
            if (!queue.offer(wanted)) {
                open.decrementAndGet();
                asked.invalidate(wanted); // too much to do: it has to be asked for again
            }
        }
    }

    private boolean isUsable(Coding coding) {
        synchronized (usable) {
            return usable.contains(coding);
        }
    }

    /** How many copies are to be made, or being made. */
    int waiting() {
        return open.get();
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        long swept = System.nanoTime();
        try {
            while (!stopped) {
                Wanted next = queue.poll(1, TimeUnit.MINUTES);
                if (next != null) {
                    make(next, buffer);
                    open.decrementAndGet();
                }
                if (System.nanoTime() - swept >= SWEEP_EVERY) {
                    files.sweep(directory.index(), clock.instant(), () -> stopped);
                    swept = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void make(Wanted wanted, byte[] buffer) {
        StoredFile file = wanted.file();
        if (room.getAsLong() < file.size()) {
            asked.invalidate(wanted);
            return;
        }
        try {
            files.write(
                    files.of(wanted.key(), file, wanted.coding().extension()),
                    temporary -> compress(wanted, temporary, buffer));
        } catch (HardlySmallerException e) {
            return; // it stays counted, so that this is not tried again soon
        } catch (IOException e) {
            asked.invalidate(wanted);
            if (!stopped) {
                LOG.warn("{} gets no compressed copy: {}", file.path(), e.toString());
            }
        } catch (LinkageError e) { // zstd is native code, which some platforms lack
            LOG.warn("no copies in {}: {}", wanted.coding().token(), e.toString());
            synchronized (usable) {
                usable.remove(wanted.coding());
            }
        }
    }

    /** The copy is on the disk before it gets its name: after a crash it must not pass for one. */
    private void compress(Wanted wanted, Path temporary, byte[] buffer) throws IOException {
        StoredFile file = wanted.file();
        MessageDigest digest = Digests.begin();
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                InputStream in = Files.newInputStream(file.path());
                OutputStream out = wanted.coding().over(Channels.newOutputStream(channel))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (stopped) {
                    throw new InterruptedIOException("the server ends");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        if (Digests.end(digest) != file.digest()) {
            throw new IOException("it changed");
        }
        if (Files.size(temporary) > file.size() / 100 * MOST_PERCENT) {
            throw new HardlySmallerException();
        }
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Ends the thread; a copy that is being made is given up. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

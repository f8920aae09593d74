// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.web.FileVersion;
import dev.symkit.symproxy.web.Response.Header;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps small files that are asked for often in memory, with the header fields they are sent with. What is kept is believed for a second;
 * then whoever asks looks at the disk again. Thread-safe.
 */
public final class HotFiles {
    /** Larger files are sent from the disk. */
    static final long LARGEST = 256 << 10;

    private static final long BELIEVED = TimeUnit.SECONDS.toNanos(1);

    private static final int OVERHEAD = 512;
    private static final int SELDOM = 32;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final Cache<Id, Hot> files;

    private record Id(String directory, SymbolKey asked, Leaf leaf) {}

    /** A cache of so many bytes. */
    public HotFiles(long bytes) {
        this.most = bytes;
        this.files = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Id id, Hot hot) -> hot.weight())
                .executor(Runnable::run)
                .removalListener((@Nullable Id id, @Nullable Hot hot, RemovalCause cause) -> gone(hot))
                .build();
    }

    private void gone(@Nullable Hot hot) {
        if (hot != null) {
            held.addAndGet(-hot.weight());
        }
    }

    /**
     * Whether a file is worth a try. Where all is full, only now and then one is: which files are asked for often shows all the same, and memory
     * is not taken for each file that is asked for once.
     */
    boolean wants(long size) {
        boolean fits = held.get() + size + OVERHEAD <= most;
        return size <= LARGEST && (fits || ThreadLocalRandom.current().nextInt(SELDOM) == 0);
    }

    /** A file in memory. */
    static final class Hot {
        private final StoredFile file;
        private final FileVersion version;
        private final List<Header> headers;
        private final ByteBuffer bytes;
        private volatile long seen = System.nanoTime();

        private Hot(StoredFile file, List<Header> headers, ByteBuffer bytes) {
            this.file = file;
            this.version = file.version();
            this.headers = headers;
            this.bytes = bytes;
        }

        private int weight() {
            return bytes.capacity() + OVERHEAD;
        }

        FileVersion version() {
            return version;
        }

        List<Header> headers() {
            return headers;
        }

        ByteBuffer bytes() {
            return bytes;
        }

        /** Whether nobody needs to look at the disk. */
        boolean isFresh() {
            return System.nanoTime() - seen < BELIEVED;
        }

        /** Whether a file on disk is this one; then it is fresh again. */
        boolean isStill(StoredFile now) {
            boolean same = file.equals(now);
            if (same) {
                seen = System.nanoTime();
            }
            return same;
        }
    }

    /** A file that is kept. */
    Optional<Hot> find(String directory, SymbolKey asked, Leaf leaf) {
        return Optional.ofNullable(files.getIfPresent(new Id(directory, asked, leaf)));
    }

    /**
     * Keeps a file.
     *
     * @throws IOException if it cannot be read
     */
    Hot keep(String directory, SymbolKey asked, Leaf leaf, StoredFile file, List<Header> headers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) file.size());
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException(file.path() + " ends at " + bytes.position());
                }
            }
        }
        Hot hot = new Hot(file, headers, bytes.flip().asReadOnlyBuffer());
        held.addAndGet(hot.weight());
        files.put(new Id(directory, asked, leaf), hot);
        return hot;
    }

    /** Forgets all files. */
    public void clear() {
        files.invalidateAll();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.concurrent.TimeUnit;

/**
 * Keeps small files that are asked for often in memory, with the header fields they are sent with. What is kept is believed for a second;
 * then whoever asks looks at the disk again. Thread-safe.
 */
public final class HotFiles {
    /** Larger files are sent from the disk. */
    static final long LARGEST = 256 << 10;

    private static final long BELIEVED = TimeUnit.SECONDS.toNanos(1);

    private final Cache<Id, Hot> files;

    private record Id(String directory, SymbolKey asked, Leaf leaf) {}

    /** A cache of so many bytes. */
    public HotFiles(long bytes) {
        this.files = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Id id, Hot hot) -> hot.bytes.capacity() + 512)
                .executor(Runnable::run)
                .build();
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
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException(file.path() + " ends at " + bytes.position());
                }
            }
        }
        Hot hot = new Hot(file, headers, bytes.flip().asReadOnlyBuffer());
        files.put(new Id(directory, asked, leaf), hot);
        return hot;
    }

    /** Forgets all files. */
    public void clear() {
        files.invalidateAll();
    }
}

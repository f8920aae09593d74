// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.SymbolKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Computes the digests of files in the background, one after the other: those that were fetched, and those that somebody asked for. Where too
 * many wait, a file gets its digest when it is asked for again. Thread-safe.
 */
public final class Digests implements Closeable {
    private static final int MOST = 10_000;
    private static final int BUFFER = 256 << 10;

    private final BlockingQueue<Wanted> queue = new LinkedBlockingQueue<>(MOST);
    private final Set<Path> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "digests");
    private volatile boolean closed;

    private record Wanted(StoreDirectory directory, SymbolKey key, FileIndex.Known file, Path path) {}

    /** Starts the thread. */
    public Digests() {
        thread.setDaemon(true);
        thread.start();
    }

    /** One that computes nothing, for who sends no files. */
    public static Digests none() {
        Digests none = new Digests();
        none.close();
        return none;
    }

    /** The digest of a file is wanted. */
    void wanted(StoreDirectory directory, SymbolKey key, FileIndex.Known file) {
        Path path = directory.root().resolve(file.path());
        if (!closed
                && file.digest() == 0
                && waiting.add(path)
                && !queue.offer(new Wanted(directory, key, file, path))) {
            waiting.remove(path);
        }
    }

    /** How many files wait. */
    public int waiting() {
        return waiting.size();
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                Wanted next = queue.take();
                try {
                    long digest = digest(next.path(), buffer);
                    next.directory().index().digest(next.key(), next.file(), digest);
                } catch (IOException e) {
                    next.directory()
                            .index()
                            .remove(next.key(), next.file().leaf()); // it is looked at again when asked for
                } finally {
                    waiting.remove(next.path());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static long digest(Path file, byte[] buffer) throws IOException {
        MessageDigest sha = begin();
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        }
        return end(sha);
    }

    /** What takes the bytes of a file. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The digest of a file whose bytes were all taken, as {@link StoredFile#digest} has it; never 0, which stands for none. */
    public static long end(MessageDigest sha) {
        long digest = ByteBuffer.wrap(sha.digest()).getLong();
        return digest == 0 ? 1 : digest;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

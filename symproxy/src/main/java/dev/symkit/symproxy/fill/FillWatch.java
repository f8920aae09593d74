// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.cache.Unpacker;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a search, and makes what arrives readable while it arrives, as soon as its first bytes are those of a file of the key's kind. A
 * compressed file is not sent on; what is unpacked from it is, while it is unpacked. Confined to the thread of the search.
 */
final class FillWatch implements LookupListener, Closeable {
    /** Smaller files are there before anybody would have much of them. */
    static final long WORTH_IT = 2L * GrowingFile.HELD_BACK;

    private static final int HEAD = 64;

    private final SymbolKey key;
    private final BooleanSupplier cancelled;
    private final Executor executor;
    private final Consumer<GrowingFile> arriving;
    private final List<GrowingFile> opened = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable GrowingFile growing;
    private long last;
    private volatile long size = -1;
    private volatile long done;

    /**
     * A watch over one search.
     *
     * @param arriving gets each file that can be read from now on
     */
    FillWatch(SymbolKey key, BooleanSupplier cancelled, Executor executor, Consumer<GrowingFile> arriving) {
        this.key = key;
        this.cancelled = cancelled;
        this.executor = executor;
        this.arriving = arriving;
    }

    @Override
    public void size(long bytes) {
        size = bytes;
    }

    /** The size of what is transferred; -1 if it is not known. */
    long size() {
        return size;
    }

    /** How much of it is there. */
    long done() {
        return done;
    }

    @Override
    public void writing(Path temporary) {
        fail("it is fetched from another place");
        file = temporary;
        last = 0;
    }

    @Override
    public void progress(long bytes, long total) {
        done = bytes;
        if (bytes < last) {
            fail("it changed while it was fetched");
        }
        last = bytes;
        if (growing == null && file != null && bytes > HEAD && (total < 0 || total > WORTH_IT)) {
            begin(file, total);
        }
        if (growing != null) {
            growing.grown(bytes);
        }
    }

    private void begin(Path path, long total) {
        file = null;
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            GrowingFile begun = new GrowingFile(channel, total, executor);
            opened.add(begun);
            ByteSource source = FileByteSource.over(path.toString(), channel);
            if (!Unpacker.isCompressed(source)
                    && FileCheck.check(source, key, FileCheck.Level.MAGIC).isEmpty()) {
                growing = begun;
                begun.grown(last); // before anybody looks, who else would wait for more
                arriving.accept(begun);
            }
        } catch (IOException e) {
            growing = null; // then it is sent when it is complete
        }
    }

    private void fail(String reason) {
        if (growing != null) {
            growing.fail(new IOException(reason));
            growing = null;
        }
    }

    /** The search found the file, and it is what it should be. */
    void complete() {
        if (growing != null) {
            growing.complete(last);
            growing = null;
        }
    }

    /** The search is over; what arrived and is not complete never will be. Closes files only now, because their writer held locks on them. */
    @Override
    public void close() {
        fail("the file could not be fetched, or is not what its key says");
        opened.forEach(GrowingFile::close);
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}

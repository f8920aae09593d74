// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.compress.CabinetOptions;
import dev.symkit.compress.CabinetRequest;
import dev.symkit.compress.CabinetResult;
import dev.symkit.compress.CabinetWriter;
import dev.symkit.compress.ScratchFile;
import dev.symkit.compress.ZipWriter;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.storage.FileOutput;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.Staging;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Stages the content of entries, compressed where that is asked for and makes it smaller. Thread-safe.
 *
 * <p>Containers are written to a temporary file first, which is gone with this process whatever ends it: only then is it known whether
 * one is of use, and not every storage can be read back while it is written.
 */
final class Stager {
    private static final int PART = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final Staging staging;
    private final Optional<AddOptions.Compression> compression;
    private final Clock clock;

    Stager(Staging staging, AddOptions options, Clock clock) {
        this.staging = staging;
        this.compression = options.compression();
        this.clock = clock;
    }

    /** Writes one file into a container, and checks it. */
    @FunctionalInterface
    private interface Container {
        CabinetResult write(CabinetRequest request, SeekableByteChannel out) throws IOException;
    }

    private static Container container(AddOptions.Compression.Format format, CabinetOptions options) {
        return switch (format) {
            case CAB -> new CabinetWriter(options)::write;
            case ZIP -> new ZipWriter(options)::write;
        };
    }

    /**
     * What is to be staged.
     *
     * @param entry its place in the group
     * @param place where it is meant to go
     * @param threads how many threads may compress it
     * @param plainIsThere whether the place has the content as it is: then it is staged only if compressing makes it smaller
     */
    record Task(Prepared group, int entry, Place place, int threads, boolean plainIsThere) {
        SourceFile source() {
            return group.entries.get(entry).source();
        }
    }

    /** Whether a file is to be compressed, if that makes it smaller, or is so already. */
    boolean wantsCompressed(AddEntry entry, Place place) {
        return place.canBeCompressed()
                && (entry.source().compressed()
                        || compression
                                .filter(how -> entry.source().size() <= how.maxInput())
                                .isPresent());
    }

    /**
     * Stages a content, with its source's time of last modification, and tells the group.
     *
     * @throws SourceException if it cannot be read or not be compressed
     */
    void stage(Task task, IntConsumer copied) throws IOException {
        Prepared group = task.group();
        SourceFile source = task.source();
        Place place = task.place();
        Optional<String> handle = Optional.empty();
        if (wantsCompressed(group.entries.get(task.entry()), place)) {
            handle = source.compressed()
                    ? Optional.of(staging.stage(
                            place.path(true), out -> source.copyTo(out, copied), Optional.of(source.modified())))
                    : compress(task, copied);
        }
        boolean compressed = handle.isPresent();
        if (handle.isEmpty() && !task.plainIsThere()) {
            handle = Optional.of(staging.stage(
                    place.path(false),
                    out -> Contents.copy(source, group.key.name(), out, copied),
                    Optional.of(source.modified())));
        }
        group.staged = handle.map(each -> new Prepared.Staged(task.entry(), each, compressed));
    }

    /** Stages a container; empty if it would be of no use. */
    private Optional<String> compress(Task task, IntConsumer copied) throws IOException {
        SourceFile source = task.source();
        try (ScratchFile scratch = ScratchFile.create()) {
            FileChannel channel = scratch.channel();
            CabinetResult.Outcome outcome = write(task, channel, copied);
            if (outcome == CabinetResult.Outcome.TOO_LARGE) {
                task.group().note = "too large to be compressed, stored as it is";
            }
            if (outcome != CabinetResult.Outcome.SMALLER) {
                return Optional.empty();
            }
            return Optional.of(
                    staging.stage(task.place().path(true), out -> copy(channel, out), Optional.of(source.modified())));
        }
    }

    private CabinetResult.Outcome write(Task task, FileChannel channel, IntConsumer copied) throws IOException {
        SourceFile source = task.source();
        AddOptions.Compression.Format format = compression.orElseThrow().format();
        Container container = container(format, CabinetOptions.of(clock).withThreads(task.threads()));
        try (ByteSource bytes = Contents.open(source)) {
            CabinetRequest request = new CabinetRequest(
                    bytes,
                    task.group().key.name(),
                    source.modified(),
                    count -> copied.accept((int) Math.min(count, Integer.MAX_VALUE)));
            return container.write(request, channel).outcome();
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(new IOException("it cannot be compressed: " + e.getMessage(), e));
        }
    }

    private static void copy(FileChannel from, OutputStream out) throws IOException {
        long at = 0;
        if (out instanceof FileOutput file) {
            for (int length = file.copyFrom(from, at, PART); length > 0; length = file.copyFrom(from, at, PART)) {
                at += length;
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (int length = from.read(buffer, at); length > 0; length = from.read(buffer, at)) {
            out.write(buffer.array(), 0, length);
            at += length;
            buffer.clear();
        }
    }
}

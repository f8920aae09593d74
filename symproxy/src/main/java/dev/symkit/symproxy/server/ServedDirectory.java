// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.IndexKeys;
import dev.symkit.symproxy.disk.FileIndex;
import dev.symkit.symproxy.disk.IndexKeeper;
import dev.symkit.symproxy.disk.MemoryIndex;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.encode.Sidecars;
import dev.symkit.symproxy.evict.EvictionRules;
import dev.symkit.symproxy.evict.Evictor;
import dev.symkit.symproxy.fill.FillPlace;
import dev.symkit.symproxy.upload.FolderTarget;
import dev.symkit.symproxy.upload.UploadTarget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The part of a directory that lives on where the configuration is read again: its index, and who keeps it true. Thread-safe. */
final class ServedDirectory implements Closeable {
    private final ConfigSection section;
    private final List<ConfigSection> basis;
    private final StoreDirectory directory;
    private final IndexKeeper keeper;
    private final FillPlace place;
    private final Optional<Evictor> evictor;
    private final Optional<Sidecars> sidecars;
    private final Optional<BucketCopies> copies;

    private ServedDirectory(
            ConfigSection section,
            List<ConfigSection> basis,
            StoreDirectory directory,
            IndexKeeper keeper,
            FillPlace place,
            Optional<Evictor> evictor,
            Optional<Sidecars> sidecars,
            Optional<BucketCopies> copies) {
        this.copies = copies;
        this.section = section;
        this.basis = basis;
        this.evictor = evictor;
        this.sidecars = sidecars;
        this.directory = directory;
        this.keeper = keeper;
        this.place = place;
    }

    /**
     * Opens a directory, makes what is missing of it, and begins to look through it.
     *
     * @throws IOException if it cannot be made; the message names it
     */
    static ServedDirectory open(
            ConfigSection section, Configuration all, Shared shared, Evictor.Evicted evicted, Clock clock)
            throws IOException {
        DirectoryParts parts = DirectoryParts.of(section, all, shared.shares());
        parts.prepare();
        FileIndex index = new MemoryIndex(parts.settings().tier(), all.get(IndexKeys.MAX_ENTRIES));
        StoreDirectory directory = new StoreDirectory(parts.settings(), index, shared.digests(), clock);
        IndexKeeper keeper = new IndexKeeper(directory, all.get(IndexKeys.RESCAN));
        Optional<Evictor> evictor = EvictionRules.applyTo(section, all)
                ? Optional.of(new Evictor(
                        directory,
                        EvictionRules.of(section, all),
                        key -> shared.flights().isUnderWay(section.argument(), key),
                        evicted,
                        directory::free,
                        clock))
                : Optional.empty();
        Optional<Sidecars> sidecars = section.get(DirectoryKeys.CONTENT_ENCODING)
                ? Optional.of(new Sidecars(directory, () -> spare(directory, section), clock))
                : Optional.empty();
        Optional<BucketCopies> copies = shared.buckets()
                .of(section.argument())
                .map(bucket -> new BucketCopies(directory, bucket, shared.misses(), shared.flights()));
        keeper.start();
        return new ServedDirectory(
                section, basis(section, all), directory, keeper, parts.place(), evictor, sidecars, copies);
    }

    /** Bytes that nobody needs on the disk of a directory. */
    private static long spare(StoreDirectory directory, ConfigSection section) {
        long disk = directory.diskSize();
        long kept = disk == Long.MAX_VALUE
                ? 0
                : section.get(DirectoryKeys.MIN_FREE_DISK).of(disk);
        return directory.free() - kept;
    }

    /** All of a configuration that a directory is made of. */
    private static List<ConfigSection> basis(ConfigSection section, Configuration all) {
        return List.of(
                section, all.section("index"), all.section("aging"), all.section("fill"), all.section("storage"));
    }

    /** Whether it would be the same under another configuration. */
    boolean isAsIn(ConfigSection other, Configuration all) {
        return basis.equals(basis(other, all));
    }

    /** What it was opened with. */
    ConfigSection section() {
        return section;
    }

    /** Its files. */
    StoreDirectory directory() {
        return directory;
    }

    /** Where files go. */
    FillPlace place() {
        return place;
    }

    /** Who makes room in it; nobody does in a store. */
    Optional<Evictor> evictor() {
        return evictor;
    }

    /** Compressed copies of its files, if there are to be some. */
    Optional<Sidecars> sidecars() {
        return sidecars;
    }

    /** What it has of a bucket, if it is in front of one. */
    Optional<BucketCopies> copies() {
        return copies;
    }

    /** The store that uploads go to. */
    UploadTarget uploadTarget() {
        return copies.<UploadTarget>map(one -> one).orElseGet(() -> new FolderTarget(directory));
    }

    /** Free bytes on its disk. */
    long free() {
        return directory.free();
    }

    /** Whether files can be written there. */
    boolean isWritable() {
        return Files.isWritable(directory.root());
    }

    /** Writes its index down. */
    void save() {
        keeper.save();
    }

    @Override
    public void close() {
        sidecars.ifPresent(Sidecars::close);
        keeper.close();
    }
}

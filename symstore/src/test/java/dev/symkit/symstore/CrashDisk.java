// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * The real disk with a {@link Step} before everything that changes it: the low-level steps inside one storage call. A write
 * is two steps, one before each half.
 */
public final class CrashDisk extends FileSystem {
    private final FileSystem real;
    private final CrashDiskProvider provider;

    /** Where a test makes a low-level step stop or fail. */
    @FunctionalInterface
    interface Step {
        /** A step is about to be made. */
        void before(String step) throws IOException;
    }

    private CrashDisk(FileSystem real, Step step, boolean holes) {
        this.real = real;
        this.provider = new CrashDiskProvider(real.provider(), step, holes);
    }

    /** A path of the real disk, seen through a new crash disk. */
    static Path over(Path path, Step step) {
        return new CrashDiskPath(new CrashDisk(path.getFileSystem(), step, false), path);
    }

    /** A path of the real disk, on which zeros that are written take no room. */
    public static Path withHoles(Path path) {
        return new CrashDiskPath(new CrashDisk(path.getFileSystem(), step -> {}, true), path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        // nothing of its own is open
    }

    @Override
    public boolean isOpen() {
        return real.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return real.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return new CrashDiskPath(this, real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = real.getPathMatcher(pattern);
        return path -> matcher.matches(CrashDiskPath.unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return real.newWatchService();
    }
}

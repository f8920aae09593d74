// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads the facts that count off a file's attributes. Immutable.
 *
 * @param time what counts as the last use
 * @param accessTimesKept whether access times mean something
 * @param readOnlyToo whether read-only files are as good as others
 * @param now the time of the run, in nanoseconds since 1970
 */
record Inspection(TimeChoice time, boolean accessTimesKept, boolean readOnlyToo, long now) {
    private static final long DOWNLOAD_NANOS = Duration.ofHours(24).toNanos();

    AgedFile of(Path path, String name, BasicFileAttributes attributes) {
        return new AgedFile(
                path,
                attributes.size(),
                nanos(lastUse(attributes)),
                nanos(attributes.lastModifiedTime()),
                hold(name, attributes));
    }

    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    private FileTime lastUse(BasicFileAttributes attributes) {
        FileTime access = attributes.lastAccessTime();
        FileTime write = attributes.lastModifiedTime();
        return switch (time) {
            case BEST ->
                accessTimesKept
                        ? (access.compareTo(write) > 0 ? access : write)
                        : (attributes.creationTime().toMillis() > 0 ? attributes.creationTime() : write);
            case ACCESS -> access;
            case CREATE -> attributes.creationTime();
            case WRITE -> write;
        };
    }

    private AgedFile.Hold hold(String name, BasicFileAttributes attributes) {
        if (isDownload(name) && now - DOWNLOAD_NANOS < nanos(attributes.lastModifiedTime())) {
            return AgedFile.Hold.DOWNLOAD;
        }
        return !readOnlyToo && isReadOnly(attributes) ? AgedFile.Hold.READ_ONLY : AgedFile.Hold.NONE;
    }

    /** {@code ~*.tmp}. */
    private static boolean isDownload(String name) {
        return name.startsWith("~") && name.toLowerCase(Locale.ROOT).endsWith(".tmp");
    }

    /** Off Windows: the owner may not write it. */
    static boolean isReadOnly(BasicFileAttributes attributes) {
        if (attributes instanceof PosixFileAttributes posix) {
            return !posix.permissions().contains(PosixFilePermission.OWNER_WRITE);
        }
        return attributes instanceof DosFileAttributes dos && dos.isReadOnly();
    }
}

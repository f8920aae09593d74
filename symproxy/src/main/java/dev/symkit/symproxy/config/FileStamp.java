// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * How a file is known to be another one, or to have changed.
 *
 * @param size in bytes
 * @param time of the last change
 * @param identity what the file system knows it by, where it tells: times are coarse
 */
public record FileStamp(long size, FileTime time, Optional<Object> identity) {
    /**
     * The stamp of a file as it is now, links followed; empty if there is none.
     *
     * @throws IOException if that cannot be found out
     */
    public static Optional<FileStamp> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileStamp(
                    attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}

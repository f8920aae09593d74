// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.Instant;

/**
 * What {@link StoreStorage#stat} tells of one path.
 *
 * @param kind file, directory, or something a store does not use (a device, a socket)
 * @param size bytes; 0 for anything but a file
 * @param modified time of last modification
 * @param version opaque text that differs after every replacement of the file; empty for a directory
 */
public record StorageEntry(Kind kind, long size, Instant modified, String version) {

    /** Kinds of entries. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory, or a prefix that has objects below it. */
        DIRECTORY,
        /** Anything else. */
        OTHER
    }

    /** Whether this is a regular file. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}

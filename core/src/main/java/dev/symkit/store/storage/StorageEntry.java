// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.Instant;

/**
 * What {@link StoreStorage#stat} tells of one path.
 *
 * @param kind file, directory, or something a store does not use (a device, a socket)
 * @param size bytes; 0 for anything but a file
 * @param modified time of last modification
 * @param version text that differs after every replacement of the file and is compared with {@link #hasVersion} only; empty for a directory
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

    /**
     * Whether this is the version that was noted earlier, perhaps by a writer that reaches the store another way: a plan is finished by
     * whoever comes next. What numbers files differs between the disk of a file server, a mount and SMB; then size and time decide.
     */
    public boolean hasVersion(String noted) {
        return noted.equals(version) || NumberedElsewhere.same(noted, version);
    }
}

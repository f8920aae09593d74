// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One version of one stored file, open for reading at any position. Thread-safe. */
public interface StorageFile extends Closeable {

    /** Size of this version in bytes. */
    long size();

    /** The version that is read, as {@link StorageEntry#version()} gives it. */
    String version();

    /** Time of last modification, if it is known without another look. */
    default Optional<Instant> modified() {
        return Optional.empty();
    }

    /**
     * Reads exactly {@code length} bytes.
     *
     * @param position bytes from the start of the file
     * @throws java.io.EOFException if the file ends before that
     */
    void read(long position, byte[] into, int at, int length) throws IOException;
}

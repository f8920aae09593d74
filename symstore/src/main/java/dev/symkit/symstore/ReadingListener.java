// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

/** Told how far the reading of keys, which comes before all else, has got. Progress comes from several threads. */
public interface ReadingListener {
    /** Listens to nothing. */
    ReadingListener NONE = new ReadingListener() {};

    /** The number of files that will be looked at, and their bytes. */
    default void reading(long files, long bytes) {}

    /** So many more files, with so many bytes, were looked at. */
    default void read(long files, long bytes) {}
}

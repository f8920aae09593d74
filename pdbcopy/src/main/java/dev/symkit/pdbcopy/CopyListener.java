// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

/** Told how far a copy has come; all calls come from one thread. */
public interface CopyListener {
    /** Wants to know nothing. */
    CopyListener NONE = new CopyListener() {};

    /** So many bytes of the source will be read: of its symbols if it is stripped, else all. */
    default void started(long bytes) {}

    /** So many more were read. */
    default void progress(long bytes) {}
}

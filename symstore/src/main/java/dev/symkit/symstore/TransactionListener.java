// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

/** Told of the transactions an operation makes. */
public interface TransactionListener {
    /** Another writer has the store's lock; told once, with the text of its holder. */
    default void waiting(String holder) {}

    /** The commit point is passed: the transaction exists from now on. */
    default void committed(String id) {}

    /** So many more files and bytes were read; told from several threads. */
    default void progress(long files, long bytes) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/** What became of one {@link StoreStorage#move}; only {@link #MOVED} changes anything. */
public enum Move {
    /** It is at its new place now. */
    MOVED,
    /** There is nothing to move, perhaps because it was moved before. */
    ABSENT,
    /** Something is at the new place. */
    OCCUPIED,
    /** A process holds something in it open and the platform refuses to move it. */
    IN_USE
}

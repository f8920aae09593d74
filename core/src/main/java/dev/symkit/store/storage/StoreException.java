// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;

/** A rule of the store that does not hold, or a lock that was not to be had; everything a tool has its own exit code for. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why the store could not be used. */
    public enum Reason {
        /** The path does not exist or is no store. */
        NOT_A_STORE,
        /** Nothing installed can reach a store of this form. */
        NO_PLUGIN,
        /** The lock was not free within the time allowed. */
        LOCK_TIMEOUT,
        /** The lock was lost while it was needed; the next writer finishes what was begun. */
        LOCK_LOST,
        /** A file in 000Admin is damaged or missing. */
        DAMAGED,
        /** The store is being converted between layouts. */
        UNFINISHED_CONVERSION,
        /** No live transaction has that id. */
        UNKNOWN_TRANSACTION,
        /** The transaction is committed but not all of it is in place yet. */
        NOT_FINISHED,
        /** References are asked for in a store that keeps none, or none in a store that keeps them. */
        NO_REFERENCES,
        /** The directory is a managed store, and the operation is for others. */
        MANAGED
    }

    private final Reason reason;

    /** A failure without a cause. */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A failure with its cause. */
    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the store could not be used. */
    public Reason reason() {
        return reason;
    }
}

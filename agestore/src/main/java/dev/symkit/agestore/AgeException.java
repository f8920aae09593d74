// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;

/** A run that cannot begin. */
public final class AgeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** There is no such directory. */
        PATH_NOT_FOUND,
        /** The root cannot be listed. */
        ROOT_NOT_READABLE,
        /** The root is, or lies in, a store that SymStore manages. */
        MANAGED_STORE
    }

    private final Reason reason;

    /** A failure with the whole text of its message. */
    public AgeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the run cannot begin. */
    public Reason reason() {
        return reason;
    }
}

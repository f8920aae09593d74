// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.io.IOException;

/** A copy that cannot be made, for a reason other than a damaged input. */
public final class PdbCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** The input is something else than a PDB, or one that cannot be treated so. */
        UNUSABLE,
        /** The input or the directory of the target is not there or not accessible, or the target cannot be written. */
        NOT_ACCESSIBLE,
        /** The target is there already. */
        EXISTS,
        /** Source and target are one file. */
        SAME_FILE,
        /** The result is not what was promised. */
        DIFFERENT
    }

    private final Reason reason;

    /** A failure with the whole text of its message. */
    public PdbCopyException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the copy cannot be made. */
    public Reason reason() {
        return reason;
    }
}

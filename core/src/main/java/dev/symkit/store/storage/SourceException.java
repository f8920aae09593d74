// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;

/**
 * A file that is to be stored could not be read. Kept apart from failures of the store itself: this one costs a single
 * entry, the other ends the transaction.
 */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Wraps the failure; the message is that of {@code cause}. */
    public SourceException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** A failure found by looking at the content. */
    public SourceException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import java.io.IOException;

/** A name or index string that no symbol store may hold. The message names it and says why. */
public final class IllegalKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes the refusal.
     *
     * @param message the name or index, and the reason
     */
    public IllegalKeyException(String message) {
        super(message);
    }
}

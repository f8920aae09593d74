// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.io.IOException;

/** A symbol path that cannot be used as it stands. The message says which element is wrong. */
public final class SymbolPathException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A failure with the whole text of its message. */
    public SymbolPathException(String message) {
        super(message);
    }
}

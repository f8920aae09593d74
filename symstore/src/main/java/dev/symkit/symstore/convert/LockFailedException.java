// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import java.io.IOException;

/** The store could not be locked, so that nothing was done. */
public final class LockFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;

    LockFailedException(int code, String message) {
        super(message);
        this.code = code;
    }

    LockFailedException(int code, String message, IOException cause) {
        super(message, cause);
        this.code = code;
    }

    /** The Win32 code: 3 without 000Admin (observed), 5 access denied, 33 in use (our choice). */
    public int code() {
        return code;
    }
}

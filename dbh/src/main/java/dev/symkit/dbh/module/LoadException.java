// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.show.Output;
import dev.symkit.format.io.FormatException;

/** A target cannot be loaded. The message is the line that users get to see (dbh.md 1.1). */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1L;
    static final int FILE_NOT_FOUND = 2;
    static final int ACCESS_DENIED = 5;
    static final int INVALID_DATA = 0xD;
    static final int BAD_EXE_FORMAT = 0xC1;

    private final int code;

    LoadException(String target, int code, Exception cause) {
        super("error 0x" + Integer.toHexString(code) + " loading " + target + ".", cause);
        this.code = code;
    }

    /** Says it; where the file is damaged, with structure and offset, stands beside it. */
    public void tell(Output output) {
        output.line(String.valueOf(getMessage()));
        if (getCause() instanceof FormatException damage) {
            output.detail(String.valueOf(damage.getMessage()));
        }
    }

    /** The Windows error. */
    public int code() {
        return code;
    }
}

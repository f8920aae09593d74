// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Session;

/** The errors of Windows that commands name, and the line that names one (dbh.md 2.5). */
final class ErrorCode {
    static final int NOT_FOUND = 2;
    static final int NO_MODULE = 6;
    static final int MODULE_NOT_FOUND = 0x7E;
    static final int INVALID_ADDRESS = 0x1E7;

    private ErrorCode() {}

    /** Says that a function of DbgHelp would have failed. */
    static void tell(Session session, int code, String function) {
        session.out().line("error 0x" + Integer.toHexString(code) + " calling " + function + "()");
    }
}

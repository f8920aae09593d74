// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

/** An upload is refused. The message is for the client: it names no path of the server. */
final class RefusedException extends Exception {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int UNPROCESSABLE = 422;
    static final int UNAVAILABLE = 503;
    static final int NO_STORAGE = 507;
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Why, in a few words. */
    String reason() {
        return String.valueOf(getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

/** A source of credentials cannot do what it is there for. The message holds no secret. */
public final class AuthException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public AuthException(String message) {
        super(message);
    }

    /** Says why. The text of the cause must hold no secret. */
    public AuthException(String message, Throwable cause) {
        super(message, cause);
    }
}

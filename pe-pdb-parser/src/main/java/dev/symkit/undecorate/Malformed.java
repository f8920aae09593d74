// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

/** Says inside this package that a name cannot be understood or is too much work. Has no stack trace, so that it costs little. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
        super("not a decorated name", null, false, false);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

/**
 * Whether a signer's certificate leads to an authority that the caller trusts.
 *
 * @param state the answer
 * @param problem why it does not, empty if it does or was not asked
 */
public record Trust(State state, String problem) {
    /** The three answers. */
    public enum State {
        /** No authorities were given. */
        NOT_CHECKED,
        /** The certificate leads to a given authority. */
        TRUSTED,
        /** It does not. */
        UNTRUSTED
    }

    static final Trust NOT_CHECKED = new Trust(State.NOT_CHECKED, "");
}

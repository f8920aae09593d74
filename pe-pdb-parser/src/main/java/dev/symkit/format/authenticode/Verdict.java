// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

/** What the check of a signature found. */
public enum Verdict {
    /** The signature is whole and the image is what was signed. */
    VALID,
    /** The signature is whole, but the image is not what was signed. */
    DIGEST_MISMATCH,
    /** The signature does not fit the signer's key or what is signed. */
    SIGNATURE_INVALID,
    /** There is no signature in the image; a catalog may hold one. */
    NOT_SIGNED,
    /** The signature cannot be read. */
    DAMAGED
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.util.List;

/**
 * What the check of an image found.
 *
 * @param verdict the result of the first signature, {@code NOT_SIGNED} if there is none
 * @param problem why it is not valid, empty if it is valid or not signed
 * @param signatures all signatures: those of the certificate table in order, each followed by those nested in it
 */
public record AuthenticodeReport(Verdict verdict, String problem, List<SignatureReport> signatures) {
    /** Copies the list. */
    public AuthenticodeReport {
        signatures = List.copyOf(signatures);
    }
}

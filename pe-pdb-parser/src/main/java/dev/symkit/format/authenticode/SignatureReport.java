// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.Slice;
import java.util.List;
import java.util.Optional;

/**
 * What the check of one signature found.
 *
 * @param verdict the result
 * @param problem why it is not valid, empty if it is
 * @param digestAlgorithm algorithm of the image's digest, for example {@code SHA-256}; its number if it is not known
 * @param signedDigest the digest that was signed
 * @param imageDigest the digest of the image as it is
 * @param signer who signed
 * @param timeStamps the times in the signature
 * @param trust whether the signer is trusted
 */
public record SignatureReport(
        Verdict verdict,
        String problem,
        String digestAlgorithm,
        Slice signedDigest,
        Slice imageDigest,
        Optional<Signer> signer,
        List<TimeStamp> timeStamps,
        Trust trust) {
    /** Copies the list. */
    public SignatureReport {
        timeStamps = List.copyOf(timeStamps);
    }

    static SignatureReport damaged(String problem) {
        return new SignatureReport(
                Verdict.DAMAGED, problem, "", Slice.EMPTY, Slice.EMPTY, Optional.empty(), List.of(), Trust.NOT_CHECKED);
    }
}

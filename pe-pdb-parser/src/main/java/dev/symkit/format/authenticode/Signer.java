// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.Slice;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Whose certificate a signature names.
 *
 * @param subject distinguished name of the owner
 * @param issuer distinguished name of the issuer
 * @param serial serial number
 * @param notBefore start of its validity
 * @param notAfter end of its validity
 * @param certificate the certificate in DER
 */
public record Signer(
        String subject, String issuer, BigInteger serial, Instant notBefore, Instant notAfter, Slice certificate) {}

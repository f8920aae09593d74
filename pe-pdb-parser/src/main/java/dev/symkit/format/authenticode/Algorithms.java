// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;

/** Names of digest algorithms, and what keys are checked with. */
final class Algorithms {
    private static final int LARGEST_RSA = 16384;
    private static final int LARGEST_DSA = 4096;

    private static final Map<String, String> DIGESTS = Map.of(
            "1.2.840.113549.2.5", "MD5",
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.4", "SHA-224",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private Algorithms() {}

    /** The name of a digest algorithm, or its number if it is not known. */
    static String digestName(String oid) {
        return DIGESTS.getOrDefault(oid, oid);
    }

    static Optional<MessageDigest> digest(String oid) {
        String name = DIGESTS.get(oid);
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(name));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Whether a signature can be checked with a key in bounded time. */
    static boolean isReasonable(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() <= LARGEST_RSA
                    && rsa.getPublicExponent().bitLength() <= Long.SIZE;
        }
        if (key instanceof DSAPublicKey dsa) {
            return dsa.getParams() != null
                    && dsa.getParams().getP().bitLength() <= LARGEST_DSA
                    && dsa.getParams().getQ().bitLength() <= LARGEST_DSA
                    && dsa.getY().bitLength() <= LARGEST_DSA;
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom the client trusts ({@code symsrv.tls.*}; symsrv.md 10.5).
 *
 * @param caFile certificates in PEM that are trusted besides those of the JVM
 * @param insecure whether any certificate is accepted
 */
public record TlsSettings(Optional<Path> caFile, boolean insecure) {
    /** The certificates of the JVM, checked. */
    public static final TlsSettings DEFAULT = new TlsSettings(Optional.empty(), false);
}

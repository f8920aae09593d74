// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for a chain from a signer's certificate to an authority the caller trusts. Revocation is not checked. */
final class ChainCheck {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private ChainCheck() {}

    static Trust check(X509Certificate signer, List<X509Certificate> others, TrustOptions options, Instant at) {
        if (options.authorities().isEmpty()) {
            return Trust.NOT_CHECKED;
        }
        try {
            Set<TrustAnchor> anchors = options.authorities().stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet());
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            target.setExtendedKeyUsage(Set.of(CODE_SIGNING));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return new Trust(Trust.State.TRUSTED, "");
        } catch (GeneralSecurityException | IOException e) {
            String message = e.getMessage();
            return new Trust(
                    Trust.State.UNTRUSTED, message == null ? e.getClass().getSimpleName() : message);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.Store;

/** The certificates that come with a signature, and the check of a signer against them. */
final class Certificates {
    private static final int MOST = 64;

    private final Store<X509CertificateHolder> store;

    Certificates(Store<X509CertificateHolder> store) throws CMSException {
        this.store = store;
        if (store.getMatches(null).size() > MOST) {
            throw new CMSException("more than " + MOST + " certificates");
        }
    }

    @SuppressWarnings("unchecked") // a SignerId selects certificate holders
    Optional<X509CertificateHolder> of(SignerInformation signer) {
        return store.getMatches((Selector<X509CertificateHolder>) signer.getSID()).stream()
                .findFirst();
    }

    List<X509Certificate> all() throws CertificateException {
        List<X509Certificate> result = new ArrayList<>();
        for (X509CertificateHolder holder : store.getMatches(null)) {
            result.add(convert(holder));
        }
        return result;
    }

    static X509Certificate convert(X509CertificateHolder holder) throws CertificateException {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    static Signer describe(X509CertificateHolder holder) throws IOException {
        byte[] encoded = holder.getEncoded();
        return new Signer(
                holder.getSubject().toString(),
                holder.getIssuer().toString(),
                holder.getSerialNumber(),
                holder.getNotBefore().toInstant(),
                holder.getNotAfter().toInstant(),
                Slice.copyOf(encoded, 0, encoded.length));
    }

    /** Checks a signer's signature with its certificate's key, whatever the certificate's validity. */
    static boolean verify(SignerInformation signer, X509CertificateHolder holder) throws CertificateException {
        var key = convert(holder).getPublicKey();
        if (!Algorithms.isReasonable(key)) {
            return false;
        }
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(key));
        } catch (CMSException | OperatorCreationException e) {
            return false; // wrong digest, unusable key or unknown algorithm
        }
    }
}

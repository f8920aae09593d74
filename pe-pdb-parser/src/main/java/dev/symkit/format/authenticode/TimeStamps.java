// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** Reads the times in the unsigned attributes of a signer: PKCS#9 counter signatures and RFC 3161 tokens. */
final class TimeStamps {
    private static final ASN1ObjectIdentifier RFC3161 = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
    private static final int MOST = 16;

    private TimeStamps() {}

    static List<TimeStamp> read(SignerInformation signer, Certificates certificates)
            throws CMSException, TSPException, CertificateException, IOException {
        List<TimeStamp> result = new ArrayList<>();
        for (SignerInformation counter : signer.getCounterSignatures()) {
            result.add(counterSignature(counter, certificates));
            bound(result);
        }
        for (ASN1Encodable value : values(signer, RFC3161)) {
            result.add(token(new TimeStampToken(ContentInfo.getInstance(value)), signer.getSignature()));
            bound(result);
        }
        return result;
    }

    private static void bound(List<TimeStamp> stamps) throws CMSException {
        if (stamps.size() > MOST) {
            throw new CMSException("more than " + MOST + " timestamps");
        }
    }

    /** All values of an unsigned attribute. */
    static List<ASN1Encodable> values(SignerInformation signer, ASN1ObjectIdentifier type) {
        List<ASN1Encodable> result = new ArrayList<>();
        AttributeTable table = signer.getUnsignedAttributes();
        if (table != null) {
            var all = table.getAll(type);
            for (int i = 0; i < all.size(); i++) {
                for (ASN1Encodable value : Attribute.getInstance(all.get(i)).getAttrValues()) {
                    result.add(value);
                }
            }
        }
        return result;
    }

    private static TimeStamp counterSignature(SignerInformation counter, Certificates certificates)
            throws CertificateException, IOException {
        Optional<X509CertificateHolder> holder = certificates.of(counter);
        AttributeTable signed = counter.getSignedAttributes();
        Instant at = Instant.EPOCH;
        boolean hasTime = false;
        Attribute time = signed == null ? null : signed.get(CMSAttributes.signingTime);
        if (time != null) {
            at = Time.getInstance(time.getAttrValues().getObjectAt(0)).getDate().toInstant();
            hasTime = true;
        }
        boolean valid = hasTime && holder.isPresent() && Certificates.verify(counter, holder.get());
        return new TimeStamp(TimeStamp.Kind.COUNTER_SIGNATURE, at, valid, signer(holder));
    }

    private static TimeStamp token(TimeStampToken token, byte[] signature)
            throws CertificateException, CMSException, IOException {
        CMSSignedData data = token.toCMSSignedData();
        Certificates certificates = new Certificates(data.getCertificates());
        var info = token.getTimeStampInfo();
        Optional<MessageDigest> digest =
                Algorithms.digest(info.getMessageImprintAlgOID().getId());
        boolean valid = digest.isPresent()
                && MessageDigest.isEqual(digest.get().digest(signature), info.getMessageImprintDigest());
        Optional<X509CertificateHolder> holder = Optional.empty();
        for (SignerInformation signer : data.getSignerInfos()) {
            holder = certificates.of(signer);
            valid = valid && holder.isPresent() && Certificates.verify(signer, holder.get());
        }
        return new TimeStamp(
                TimeStamp.Kind.RFC3161, info.getGenTime().toInstant(), valid && holder.isPresent(), signer(holder));
    }

    private static Optional<Signer> signer(Optional<X509CertificateHolder> holder) throws IOException {
        return holder.isEmpty() ? Optional.empty() : Optional.of(Certificates.describe(holder.get()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.Slice;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TSPException;

/**
 * Checks one signature. The signed content is {@code SpcIndirectDataContent}, a sequence whose second part is the digest of the
 * image; the message digest of the signer covers it without its tag and length. Source: the Authenticode document.
 * Confined to one thread.
 */
final class SignatureCheck {
    private static final ASN1ObjectIdentifier INDIRECT_DATA = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.4");
    private static final ASN1ObjectIdentifier NESTED = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.4.1");
    private static final int MOST = 16;

    private final PeFile pe;
    private final TrustOptions options;
    private final Map<String, Slice> digests = new HashMap<>();

    SignatureCheck(PeFile pe, TrustOptions options) {
        this.pe = pe;
        this.options = options;
    }

    /** A signature that could be read. */
    private record Content(
            DigestInfo digest,
            SignerInformation signer,
            Certificates certificates,
            Optional<X509CertificateHolder> holder) {}

    /**
     * Checks a signature and those nested in it.
     *
     * @throws IOException if the image cannot be read, or its headers do not allow a digest
     */
    List<SignatureReport> check(byte[] blob) throws IOException {
        List<SignatureReport> result = new ArrayList<>();
        List<byte[]> nested = new ArrayList<>();
        result.add(one(blob, nested));
        for (byte[] inner : nested) {
            result.add(one(inner, new ArrayList<>()));
        }
        return result;
    }

    // Bouncy Castle answers damaged data with unchecked exceptions of many sorts; this is the one place they are
    // caught.
    private SignatureReport one(byte[] blob, List<byte[]> nested) throws IOException {
        int size = DerGuard.sizeOfFirst(blob);
        if (size < 0) {
            return SignatureReport.damaged("the signature is no well-formed DER");
        }
        Content content;
        List<TimeStamp> times;
        Signed signed;
        try {
            content = parse(Arrays.copyOf(blob, size));
            times = TimeStamps.read(content.signer(), content.certificates());
            signed = signed(content);
            for (ASN1Encodable inner : TimeStamps.values(content.signer(), NESTED)) {
                if (nested.size() < MOST) {
                    nested.add(inner.toASN1Primitive().getEncoded());
                }
            }
        } catch (CMSException | TSPException | CertificateException | IOException | RuntimeException e) {
            return SignatureReport.damaged("the signature cannot be read: " + e);
        }
        return report(content, times, signed);
    }

    private Content parse(byte[] der) throws CMSException, IOException {
        ContentInfo info = ContentInfo.getInstance(der);
        SignedData data = SignedData.getInstance(info.getContent());
        if (!INDIRECT_DATA.equals(data.getEncapContentInfo().getContentType())) {
            throw new CMSException(
                    "its content is " + data.getEncapContentInfo().getContentType());
        }
        byte[] whole = data.getEncapContentInfo().getContent().toASN1Primitive().getEncoded();
        DigestInfo digest =
                DigestInfo.getInstance(ASN1Sequence.getInstance(whole).getObjectAt(1));
        CMSSignedData cms =
                new CMSSignedData(new CMSProcessableByteArray(INDIRECT_DATA, DerGuard.contentOfFirst(whole)), info);
        var signers = cms.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw new CMSException(signers.size() + " signers instead of one");
        }
        SignerInformation signer = signers.iterator().next();
        Certificates certificates = new Certificates(cms.getCertificates());
        return new Content(digest, signer, certificates, certificates.of(signer));
    }

    /** What the certificates say, computed while damage in them can still be reported. */
    private record Signed(boolean valid, Optional<Signer> signer) {}

    private static Signed signed(Content content) throws CertificateException, IOException {
        if (content.holder().isEmpty()) {
            return new Signed(false, Optional.empty());
        }
        X509CertificateHolder holder = content.holder().get();
        return new Signed(Certificates.verify(content.signer(), holder), Optional.of(Certificates.describe(holder)));
    }

    private SignatureReport report(Content content, List<TimeStamp> times, Signed signed) throws IOException {
        String oid = content.digest().getAlgorithmId().getAlgorithm().getId();
        byte[] stored = content.digest().getDigest();
        Slice expected = Slice.copyOf(stored, 0, stored.length);
        Optional<MessageDigest> algorithm = Algorithms.digest(oid);
        Slice actual = algorithm.isEmpty() ? Slice.EMPTY : digest(oid, algorithm.get());
        Verdict verdict = Verdict.VALID;
        String problem = "";
        if (!signed.valid()) {
            verdict = Verdict.SIGNATURE_INVALID;
            problem = signed.signer().isEmpty()
                    ? "the signer's certificate is missing"
                    : "the signature does not fit the signer's key or the signed data";
        } else if (algorithm.isEmpty()) {
            verdict = Verdict.DAMAGED;
            problem = "the digest algorithm " + oid + " is not known";
        } else if (!expected.equals(actual)) {
            verdict = Verdict.DIGEST_MISMATCH;
            problem = "the image is not what was signed";
        }
        return new SignatureReport(
                verdict,
                problem,
                Algorithms.digestName(oid),
                expected,
                actual,
                signed.signer(),
                times,
                trust(content, times));
    }

    /** The image's digest; computed once for each algorithm, however many signatures there are. */
    private Slice digest(String oid, MessageDigest algorithm) throws IOException {
        Slice known = digests.get(oid);
        if (known == null) {
            known = PeDigest.compute(pe, algorithm);
            digests.put(oid, known);
        }
        return known;
    }

    private Trust trust(Content content, List<TimeStamp> times) {
        if (options.authorities().isEmpty() || content.holder().isEmpty()) {
            return Trust.NOT_CHECKED;
        }
        Instant at = times.stream()
                .filter(TimeStamp::valid)
                .map(TimeStamp::time)
                .findFirst()
                .orElse(options.now());
        try {
            return ChainCheck.check(
                    Certificates.convert(content.holder().get()),
                    content.certificates().all(),
                    options,
                    at);
        } catch (CertificateException | RuntimeException e) {
            return new Trust(Trust.State.UNTRUSTED, "a certificate cannot be read: " + e);
        }
    }
}

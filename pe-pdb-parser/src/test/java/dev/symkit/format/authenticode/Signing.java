// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/** Signs images as signtool does, with a key and two certificates that are made for the test. */
final class Signing {
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2040-01-01T00:00:00Z");
    static final Instant STAMPED = Instant.parse("2025-05-06T07:08:09Z");
    private static final ASN1ObjectIdentifier INDIRECT_DATA = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.4");
    private static final ASN1ObjectIdentifier PE_IMAGE_DATA = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15");
    private static final ASN1ObjectIdentifier RFC3161 = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.3.3.1");
    private static final ASN1ObjectIdentifier NESTED = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.4.1");

    private final KeyPair caKey;
    private final X509CertificateHolder ca;
    private final KeyPair key;
    private final X509CertificateHolder certificate;

    Signing() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            caKey = generator.generateKeyPair();
            key = generator.generateKeyPair();
            ca = certificate("CN=Test Authority", caKey, "CN=Test Authority", true);
            certificate = certificate("CN=Test Signer", key, "CN=Test Authority", false);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CertificateHolder certificate(String subject, KeyPair of, String issuer, boolean authority)
            throws OperatorCreationException, IOException {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(authority ? 1 : 0xABCDEF),
                Date.from(START),
                Date.from(END),
                new X500Name(subject),
                of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            KeyPurposeId[] purposes = {KeyPurposeId.id_kp_codeSigning};
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(caKey.getPrivate()));
    }

    X509Certificate authority() throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(ca);
    }

    static PeImageBuilder image() {
        return new PeImageBuilder()
                .section(".text", 0x1000, "code".repeat(300).getBytes(US_ASCII), PeImageBuilder.CODE)
                .section(".rdata", 0x2000, new byte[0x321], PeImageBuilder.DATA);
    }

    /** Gives a signed copy of an image whose length is a multiple of eight. */
    byte[] sign(PeImageBuilder image, Extra extra) throws IOException {
        return attach(image, blob(image.build(), extra));
    }

    /** Adds a certificate table with one entry. */
    static byte[] attach(PeImageBuilder image, byte[] blob) {
        int position = image.tail(new byte[0]).build().length;
        LittleEndian table = new LittleEndian();
        table.u32(8 + blob.length).u16(0x0200).u16(2).bytes(blob).pad(8);
        byte[] file = image.directory(DataDirectory.CERTIFICATE, position, table.size())
                .tail(table.toByteArray())
                .build();
        image.directory(DataDirectory.CERTIFICATE, 0, 0).tail(new byte[0]);
        return file;
    }

    /** What to add to the signature. */
    enum Extra {
        NONE,
        COUNTER_SIGNATURE,
        RFC3161,
        NESTED
    }

    byte[] blob(byte[] unsigned, Extra extra) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = PeDigest.compute(PeFile.open(ByteSource.of("a.dll", unsigned)), sha256)
                    .toByteArray();
            return signed(content(digest), unsigned, extra);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DERSequence content(byte[] digest) {
        ASN1EncodableVector attribute = new ASN1EncodableVector();
        attribute.add(PE_IMAGE_DATA);
        attribute.add(new DERSequence(new DERBitString(new byte[0])));
        ASN1EncodableVector content = new ASN1EncodableVector();
        content.add(new DERSequence(attribute));
        content.add(new DigestInfo(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE), digest));
        return new DERSequence(content);
    }

    private byte[] signed(DERSequence content, byte[] unsigned, Extra extra)
            throws OperatorCreationException, CMSException, TSPException, IOException, GeneralSecurityException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(signer(false));
        generator.addCertificates(new CollectionStore<>(List.of(certificate, ca)));
        byte[] octets = DerGuard.contentOfFirst(content.getEncoded());
        CMSSignedData detached = generator.generate(new CMSProcessableByteArray(INDIRECT_DATA, octets), false);
        SignerInformation first = detached.getSignerInfos().iterator().next();
        detached = CMSSignedData.replaceSigners(
                detached, new SignerInformationStore(List.of(extended(first, unsigned, extra))));
        SignedData data = SignedData.getInstance(detached.toASN1Structure().getContent());
        SignedData whole = new SignedData(
                data.getDigestAlgorithms(),
                new ContentInfo(INDIRECT_DATA, content),
                data.getCertificates(),
                null,
                data.getSignerInfos());
        return new ContentInfo(new ASN1ObjectIdentifier("1.2.840.113549.1.7.2"), whole).getEncoded("DER");
    }

    private SignerInformation extended(SignerInformation signer, byte[] unsigned, Extra extra)
            throws OperatorCreationException, CMSException, TSPException, IOException, GeneralSecurityException {
        return switch (extra) {
            case COUNTER_SIGNATURE -> {
                CMSSignedDataGenerator counter = new CMSSignedDataGenerator();
                counter.addSignerInfoGenerator(signer(true));
                yield SignerInformation.addCounterSigners(signer, counter.generateCounterSigners(signer));
            }
            case RFC3161 -> with(signer, RFC3161, token(signer.getSignature()));
            case NESTED -> with(signer, NESTED, ContentInfo.getInstance(blob(unsigned, Extra.NONE)));
            case NONE -> signer;
        };
    }

    private static SignerInformation with(SignerInformation signer, ASN1ObjectIdentifier type, ASN1Encodable value) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(type, new DERSet(value)));
        return SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(attributes));
    }

    private SignerInfoGenerator signer(boolean counter) throws OperatorCreationException {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        if (counter) {
            attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(STAMPED)))));
        }
        var builder = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
        if (counter) {
            builder.setSignedAttributeGenerator(
                    new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()), certificate);
    }

    private ContentInfo token(byte[] signature)
            throws OperatorCreationException, TSPException, IOException, GeneralSecurityException {
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_timeStamping};
        var builder = new JcaX509v3CertificateBuilder(
                ca.getSubject(),
                BigInteger.TEN,
                Date.from(START),
                Date.from(END),
                new X500Name("CN=Test Clock"),
                key.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes));
        var clock = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(caKey.getPrivate()));
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        SignerInfoGenerator info = new JcaSignerInfoGeneratorBuilder(digests)
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()), clock);
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                info,
                digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier("1.2.3"));
        generator.addCertificates(new CollectionStore<>(List.of(clock)));
        byte[] imprint = MessageDigest.getInstance("SHA-256").digest(signature);
        TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
        requests.setCertReq(true);
        var request = requests.generate(TSPAlgorithms.SHA256, imprint, BigInteger.TWO);
        byte[] token =
                generator.generate(request, BigInteger.ONE, Date.from(STAMPED)).getEncoded();
        return ContentInfo.getInstance(token);
    }
}

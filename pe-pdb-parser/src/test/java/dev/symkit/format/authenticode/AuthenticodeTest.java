// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticodeTest {
    private static final Signing SIGNING = new Signing();

    private static AuthenticodeReport verify(byte[] file) throws IOException {
        return Authenticode.verify(PeFile.open(ByteSource.of("a.dll", file)));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWhatWasSigned(Signing.Extra extra) throws IOException {
        AuthenticodeReport report = verify(SIGNING.sign(Signing.image(), extra));
        assertThat(report.problem()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures())
                .hasSize(extra == Signing.Extra.NESTED ? 2 : 1)
                .allSatisfy(signature -> {
                    assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
                    assertThat(signature.digestAlgorithm()).isEqualTo("SHA-256");
                    assertThat(signature.imageDigest()).isEqualTo(signature.signedDigest());
                    assertThat(signature.trust().state()).isEqualTo(Trust.State.NOT_CHECKED);
                });
        Signer signer = report.signatures().get(0).signer().orElseThrow();
        assertThat(signer.subject()).isEqualTo("CN=Test Signer");
        assertThat(signer.issuer()).isEqualTo("CN=Test Authority");
        assertThat(signer.serial()).isEqualTo(BigInteger.valueOf(0xABCDEF));
        assertThat(signer.notBefore()).isEqualTo(Signing.START);
        assertThat(signer.notAfter()).isEqualTo(Signing.END);
        List<TimeStamp> times = report.signatures().get(0).timeStamps();
        if (extra == Signing.Extra.COUNTER_SIGNATURE || extra == Signing.Extra.RFC3161) {
            assertThat(times).hasSize(1);
            assertThat(times.get(0).time()).isEqualTo(Signing.STAMPED);
            assertThat(times.get(0).valid()).isTrue();
            assertThat(times.get(0).signer()).isPresent();
        } else {
            assertThat(times).isEmpty();
        }
    }

    @Test
    void everyByteOfTheImageCounts() throws IOException {
        byte[] file = SIGNING.sign(Signing.image(), Signing.Extra.NONE);
        int table = Signing.image().build().length;
        for (int at = PeImageBuilder.OPTIONAL + 150; at < table; at += 67) {
            boolean inEntry = at >= PeImageBuilder.OPTIONAL + 144 && at < PeImageBuilder.OPTIONAL + 152;
            boolean inSections = at >= PeImageBuilder.OPTIONAL + 240 && at < PeImageBuilder.HEADERS;
            if (inEntry || inSections) {
                continue;
            }
            file[at] ^= 1;
            assertThat(verify(file).verdict()).as("byte %d", at).isEqualTo(Verdict.DIGEST_MISMATCH);
            file[at] ^= 1;
        }
        file[PeImageBuilder.OPTIONAL + 64] ^= 1; // the checksum is not covered
        assertThat(verify(file).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void bytesAfterTheTableCountToo() throws IOException {
        byte[] file = SIGNING.sign(Signing.image(), Signing.Extra.NONE);
        assertThat(verify(Arrays.copyOf(file, file.length + 8)).verdict()).isEqualTo(Verdict.DIGEST_MISMATCH);
    }

    @Test
    void aSignatureOfAnotherImageDoesNotFit() throws IOException {
        byte[] blob = SIGNING.blob(Signing.image().entryPoint(0x1000).build(), Signing.Extra.NONE);
        AuthenticodeReport report = verify(Signing.attach(Signing.image(), blob));
        assertThat(report.verdict()).isEqualTo(Verdict.DIGEST_MISMATCH);
        assertThat(report.problem()).isEqualTo("the image is not what was signed");
    }

    @Test
    void everyDamageToTheSignatureGivesAVerdict() throws IOException {
        for (Signing.Extra extra : Signing.Extra.values()) {
            byte[] blob = SIGNING.blob(Signing.image().build(), extra);
            for (int at = 0; at < blob.length; at += 19) {
                byte[] damaged = blob.clone();
                damaged[at] ^= (byte) (at % 2 == 0 ? 0x01 : 0xFF);
                assertThat(verify(Signing.attach(Signing.image(), damaged)).verdict())
                        .isNotEqualTo(Verdict.NOT_SIGNED);
            }
        }
    }

    @Test
    void damageToTheSignedPartIsNeverAccepted() throws IOException {
        byte[] blob = SIGNING.blob(Signing.image().build(), Signing.Extra.NONE);
        int signature = blob.length - 256;
        for (int at = signature; at < blob.length; at += 17) {
            byte[] damaged = blob.clone();
            damaged[at] ^= 1;
            AuthenticodeReport report = verify(Signing.attach(Signing.image(), damaged));
            assertThat(report.verdict()).isEqualTo(Verdict.SIGNATURE_INVALID);
            assertThat(report.signatures().get(0).signer()).isPresent();
        }
    }

    @Test
    void everyTruncationOfTheSignatureIsDamage() throws IOException {
        byte[] blob = SIGNING.blob(Signing.image().build(), Signing.Extra.RFC3161);
        for (int cut = 0; cut < blob.length; cut += 29) {
            byte[] file = Signing.attach(Signing.image(), Arrays.copyOf(blob, cut));
            assertThat(verify(file).verdict()).isEqualTo(Verdict.DAMAGED);
        }
    }

    @Test
    void deeplyNestedDataIsDamage() throws IOException {
        byte[] deep = new byte[4 * 100_000];
        for (int i = 0; i < deep.length; i += 4) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x82;
            deep[i + 2] = (byte) 0xFF;
            deep[i + 3] = (byte) 0xFF;
        }
        assertThat(verify(Signing.attach(Signing.image(), deep)).verdict()).isEqualTo(Verdict.DAMAGED);
        for (byte[] odd : new byte[][] {{}, {0x30}, {0x30, (byte) 0x80, 0, 0}, {0x30, 0}, {0x1F, (byte) 0x81}}) {
            assertThat(verify(Signing.attach(Signing.image(), odd)).verdict()).isEqualTo(Verdict.DAMAGED);
        }
    }

    @Test
    void damagedTablesAreDamage() throws IOException {
        byte[] file = SIGNING.sign(Signing.image(), Signing.Extra.NONE);
        assertThat(verify(Arrays.copyOf(file, file.length - 1)).verdict()).isEqualTo(Verdict.DAMAGED);
        byte[] length = file.clone();
        length[Signing.image().build().length] = 7;
        length[Signing.image().build().length + 1] = 0;
        assertThat(verify(length).verdict()).isEqualTo(Verdict.DAMAGED);
        byte[] overlap = file.clone();
        overlap[PeImageBuilder.OPTIONAL + 240 + 40 + 20] ^= 2; // file offset of the second section
        assertThat(verify(overlap).verdict()).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void filesWithoutSignatureAreNotSigned() throws IOException {
        assertThat(verify(Signing.image().build()).verdict()).isEqualTo(Verdict.NOT_SIGNED);
        byte[] other = SIGNING.sign(Signing.image(), Signing.Extra.NONE);
        other[Signing.image().build().length + 6] = 1; // an X.509 entry
        assertThat(verify(other).verdict()).isEqualTo(Verdict.NOT_SIGNED);
    }

    @Test
    void trustNeedsAKnownAuthority() throws IOException, GeneralSecurityException {
        PeFile pe = PeFile.open(ByteSource.of("a.dll", SIGNING.sign(Signing.image(), Signing.Extra.COUNTER_SIGNATURE)));
        assertThat(trust(pe, new TrustOptions(List.of(SIGNING.authority()), Signing.END.plusSeconds(9))))
                .isEqualTo(Trust.State.TRUSTED); // the timestamp decides, not the present
        assertThat(trust(pe, new TrustOptions(List.of(new Signing().authority()), Signing.STAMPED)))
                .isEqualTo(Trust.State.UNTRUSTED);
        PeFile unstamped = PeFile.open(ByteSource.of("a.dll", SIGNING.sign(Signing.image(), Signing.Extra.NONE)));
        assertThat(trust(unstamped, new TrustOptions(List.of(SIGNING.authority()), Signing.STAMPED)))
                .isEqualTo(Trust.State.TRUSTED);
        assertThat(trust(unstamped, new TrustOptions(List.of(SIGNING.authority()), Signing.END.plusSeconds(9))))
                .isEqualTo(Trust.State.UNTRUSTED);
    }

    private static Trust.State trust(PeFile pe, TrustOptions options) throws IOException {
        return Authenticode.verify(pe, options).signatures().get(0).trust().state();
    }

    @ParameterizedTest
    @CsvSource({
        "native/x64-signed-jni/onnxruntime4j_jni.dll, SHA-256",
        "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.sys, SHA-1"
    })
    void verifiesTheSignedFilesOfTheCorpus(String path, String algorithm) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        AuthenticodeReport report = verify(file);
        assertThat(report.problem()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(0).digestAlgorithm()).isEqualTo(algorithm);
        assertThat(report.signatures().get(0).signer()).isPresent();
        assertThat(report.signatures().get(0).timeStamps()).allMatch(TimeStamp::valid);
        file[0x1234] ^= 1;
        assertThat(verify(file).verdict()).isEqualTo(Verdict.DIGEST_MISMATCH);
    }
}

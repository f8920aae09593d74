// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the signatures that an image holds. Whether the image is what was signed, and by whose key, is always checked; whether the
 * signer is trusted only if the caller names authorities. Files that a catalog signs hold no signature: they are reported as not
 * signed, which is not the same as changed. Source: the Authenticode document; checked against two signed files. Stateless.
 */
public final class Authenticode {
    private static final int LARGEST = 1 << 23;

    private Authenticode() {}

    /**
     * Checks an image without asking for trust.
     *
     * @param pe an image in file layout
     * @throws IOException if the file cannot be read
     */
    public static AuthenticodeReport verify(PeFile pe) throws IOException {
        return verify(pe, TrustOptions.none());
    }

    /**
     * Checks an image.
     *
     * @param pe an image in file layout
     * @param options whom to trust
     * @return the report; content that is at fault makes its verdict {@code DAMAGED}
     * @throws IOException if the file cannot be read
     */
    public static AuthenticodeReport verify(PeFile pe, TrustOptions options) throws IOException {
        try {
            Optional<CertificateTable> table = CertificateTable.read(pe);
            return table.isEmpty()
                    ? new AuthenticodeReport(Verdict.NOT_SIGNED, "", List.of())
                    : verify(pe, table.get(), options);
        } catch (FormatException e) {
            return new AuthenticodeReport(Verdict.DAMAGED, String.valueOf(e.getMessage()), List.of());
        }
    }

    private static AuthenticodeReport verify(PeFile pe, CertificateTable table, TrustOptions options)
            throws IOException {
        List<SignatureReport> reports = new ArrayList<>();
        SignatureCheck check = new SignatureCheck(pe, options);
        for (CertificateTable.Entry entry : table.entries()) {
            if (entry.type() != CertificateTable.PKCS7) {
                continue;
            }
            if (entry.size() > LARGEST) {
                reports.add(SignatureReport.damaged("a signature of " + entry.size() + " bytes"));
            } else {
                reports.addAll(check.check(bytes(pe.source(), entry)));
            }
        }
        if (reports.isEmpty()) {
            return new AuthenticodeReport(Verdict.NOT_SIGNED, "", reports);
        }
        return new AuthenticodeReport(reports.get(0).verdict(), reports.get(0).problem(), reports);
    }

    private static byte[] bytes(ByteSource source, CertificateTable.Entry entry) throws IOException {
        byte[] result = new byte[(int) entry.size()];
        source.read(entry.position(), result, 0, result.length);
        return result;
    }
}

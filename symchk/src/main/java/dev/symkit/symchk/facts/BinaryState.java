// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.authenticode.Authenticode;
import dev.symkit.format.authenticode.AuthenticodeReport;
import dev.symkit.format.authenticode.SignatureReport;
import dev.symkit.format.authenticode.Verdict;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pe.PeChecksum;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What can be said of a binary beside its symbols: its Authenticode signature and its checksum. Stateless. */
public final class BinaryState {
    private BinaryState() {}

    /**
     * The signature of a binary.
     *
     * @param state {@code valid}, {@code invalid} or {@code unsigned}
     * @param signer the subject of the signer's certificate; empty if nobody signed, or it cannot be read
     * @param digest the digest algorithm; empty without a signature
     * @param problem why it is invalid; empty if it is not
     */
    public record Signature(String state, Optional<String> signer, Optional<String> digest, String problem) {}

    /** Looks at the signature. Reads the whole file. */
    public static Signature signature(Path file) throws IOException {
        try (ByteSource source = FileByteSource.open(file)) {
            AuthenticodeReport report = Authenticode.verify(PeFile.open(source));
            Optional<SignatureReport> first = report.signatures().stream().findFirst();
            String state = report.verdict() == Verdict.VALID
                    ? "valid"
                    : report.verdict() == Verdict.NOT_SIGNED ? "unsigned" : "invalid";
            return new Signature(
                    state,
                    first.flatMap(SignatureReport::signer).map(signer -> signer.subject()),
                    first.map(SignatureReport::digestAlgorithm).filter(name -> !name.isEmpty()),
                    report.problem());
        }
    }

    /** Compares the checksum field with the content: {@code ok}, {@code absent} or {@code wrong}. Reads the whole file. */
    public static String checksum(Path file) throws IOException {
        try (ByteSource source = FileByteSource.open(file)) {
            PeFile pe = PeFile.open(source);
            long stored = pe.optionalHeader().checksum();
            if (stored == 0) {
                return "absent";
            }
            return PeChecksum.compute(pe) == stored ? "ok" : "wrong";
        }
    }
}

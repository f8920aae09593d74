// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468): {@code -----BEGIN label-----}, base64, {@code -----END label-----}; text between them is ignored.
 *
 * @param file where they come from
 * @param blocks in order
 */
record PemFile(Path file, List<Block> blocks) {
    private static final int MOST = 4 << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    /** One block. The content may be secret. */
    static final class Block {
        private final String label;
        private final byte[] content;

        Block(String label, byte[] content) {
            this.label = label;
            this.content = content;
        }

        String label() {
            return label;
        }

        byte[] content() {
            return content.clone();
        }
    }

    /** Reads a file. */
    static PemFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IOException(file + ": larger than " + MOST + " bytes");
            }
            return parse(file, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** Whether a file looks like PEM. */
    static boolean isPem(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    private static PemFile parse(Path file, String text) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": a block " + matcher.group(1) + " is not base64");
            }
        }
        return new PemFile(file, List.copyOf(blocks));
    }

    /** The certificates, in order. */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")
                    || block.label().equals("TRUSTED CERTIFICATE")
                    || block.label().equals("X509 CERTIFICATE")) {
                found.add(certificate(block));
            }
        }
        return found;
    }

    /** The first block whose label ends like this. */
    Optional<Block> first(String labelEnd) {
        return blocks.stream().filter(b -> b.label().endsWith(labelEnd)).findFirst();
    }

    private X509Certificate certificate(Block block) throws IOException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            throw new IOException(file + ": a certificate that cannot be read", e);
        }
    }
}

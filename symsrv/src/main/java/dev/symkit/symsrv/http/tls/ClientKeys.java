// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a certificate and its key, of a client or a server: PKCS#12, or PEM with the key in PKCS#8, with or without a password. */
public final class ClientKeys {
    private static final int MOST = 4 << 20;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448", "DSA");

    private ClientKeys() {}

    /** The store of keys that a file amounts to. Messages name the file. */
    public static KeyStore load(Path file, char[] password) throws IOException {
        return load(file, file, password);
    }

    /**
     * The same where the key may be in a file of its own.
     *
     * @param file PEM with the certificates, the own one first, or PKCS#12
     * @param keyFile PEM with the key; of no meaning for PKCS#12
     */
    public static KeyStore load(Path file, Path keyFile, char[] password) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST);
        }
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            if (PemFile.isPem(bytes)) {
                keys.load(null, null);
                keys.setKeyEntry("own", pemKey(keyFile, password), password, chain(file));
            } else {
                keys.load(new ByteArrayInputStream(bytes), password);
            }
            return keys;
        } catch (GeneralSecurityException | IOException e) {
            String message = String.valueOf(e.getMessage());
            String text = message.startsWith(file.toString()) || message.startsWith(keyFile.toString())
                    ? message
                    : file + ": not a certificate with a key, or the password is wrong";
            throw new IOException(text, e);
        }
    }

    /** The certificates of a PEM file, for example of those who may sign others. */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        return List.of(chain(file));
    }

    private static X509Certificate[] chain(Path file) throws IOException {
        List<X509Certificate> certificates = PemFile.read(file).certificates();
        if (certificates.isEmpty()) {
            throw new IOException(file + ": no certificate in PEM");
        }
        return certificates.toArray(new X509Certificate[0]);
    }

    private static Key pemKey(Path file, char[] password) throws IOException, GeneralSecurityException {
        PemFile.Block block = PemFile.read(file)
                .first("PRIVATE KEY")
                .orElseThrow(() -> new IOException(file + ": no private key in PEM"));
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(file, new PKCS8EncodedKeySpec(block.content()));
            case "ENCRYPTED PRIVATE KEY" -> key(file, decrypted(block.content(), password));
            case "RSA PRIVATE KEY" -> key(file, new PKCS8EncodedKeySpec(rsaInPkcs8(block.content())));
            default ->
                throw new IOException(file + ": a key in the form " + block.label()
                        + " is not read; convert it to PKCS#8 (openssl pkcs8 -topk8)");
        };
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] content, char[] password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
        String scheme = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
        Cipher cipher = Cipher.getInstance(scheme);
        Key key = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password));
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec spec) throws IOException, GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException ignored) {
                // it is of another algorithm
            }
        }
        throw new IOException(file + ": a private key of an unknown algorithm");
    }

    /** Wraps a PKCS#1 key: SEQUENCE { INTEGER 0, SEQUENCE { rsaEncryption, NULL }, OCTET STRING } (RFC 5208, RFC 8017 A.1). */
    private static byte[] rsaInPkcs8(byte[] key) {
        byte[] head = {2, 1, 0, 0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0};
        byte[] octets = der(4, key);
        byte[] content = new byte[head.length + octets.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(octets, 0, content, head.length, octets.length);
        return der(0x30, content);
    }

    /** A value of a tag, its length in as few bytes as DER wants. */
    private static byte[] der(int tag, byte[] content) {
        int n = content.length;
        int lengthBytes = n < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(n)) / 8;
        byte[] value = new byte[2 + lengthBytes + n];
        value[0] = (byte) tag;
        value[1] = (byte) (lengthBytes == 0 ? n : 0x80 | lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            value[2 + i] = (byte) (n >>> (8 * (lengthBytes - 1 - i)));
        }
        System.arraycopy(content, 0, value, 2 + lengthBytes, n);
        return value;
    }
}

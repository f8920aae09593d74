// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a self-signed certificate, made by the JDK's keytool. */
public final class TestKeys {
    /** Of the file and of the key. */
    public static final String PASSWORD = "changeit";

    private final Path file;
    private final KeyStore store;

    private TestKeys(Path file, KeyStore store) {
        this.file = file;
        this.store = store;
    }

    /** Makes one; {@code san} as keytool takes it, for example {@code ip:127.0.0.1}. */
    public static TestKeys create(Path folder, String name, String algorithm, String san)
            throws IOException, GeneralSecurityException, InterruptedException {
        return create(folder, name, algorithm, san, "-validity", "3650");
    }

    /** The same, but its certificate expired yesterday. */
    public static TestKeys expired(Path folder, String name, String algorithm, String san)
            throws IOException, GeneralSecurityException, InterruptedException {
        return create(folder, name, algorithm, san, "-startdate", "-3d", "-validity", "2");
    }

    private static TestKeys create(Path folder, String name, String algorithm, String san, String... times)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "key", "-keyalg", algorithm));
        command.addAll(List.of("-dname", "CN=" + name, "-ext", "san=" + san));
        command.addAll(List.of(times));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        ChildProcess.Result made = ChildProcess.run(ChildProcess.Spec.of(command));
        if (made.exit() != 0) {
            throw new AssertionError(made.out() + made.err());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestKeys(file, store);
    }

    /** The PKCS#12 file. */
    public Path file() {
        return file;
    }

    /** The private key. */
    public PrivateKey key() throws GeneralSecurityException {
        return (PrivateKey) store.getKey("key", PASSWORD.toCharArray());
    }

    /** The certificate. */
    public Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate("key");
    }

    /** The certificate in PEM. */
    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate().getEncoded());
    }

    /** The private key in PEM, not encrypted (PKCS#8). */
    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", key().getEncoded());
    }

    /** Bytes in PEM. */
    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** The context of a server with this key that trusts a client, or of a client with this key that trusts a server. */
    public SSLContext server(TestKeys other) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return other.trusted(keys.getKeyManagers());
    }

    /** The context of a client without a key that trusts a server with this one. */
    public SSLContext trusted() throws GeneralSecurityException, IOException {
        return trusted(new KeyManager[0]);
    }

    private SSLContext trusted(KeyManager[] keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("other", certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}

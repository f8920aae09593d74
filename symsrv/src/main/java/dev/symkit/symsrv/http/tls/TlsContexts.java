// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.tls;

import dev.symkit.symsrv.auth.Secret;
import dev.symkit.symsrv.settings.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes the TLS contexts of symsrv.md 10.5: what the JVM trusts and {@code caFile}; with a client certificate if wanted. */
public final class TlsContexts {
    private final TrustManager[] trust;

    /**
     * Reads whom the client trusts.
     *
     * @throws IOException if certificates cannot be read; the message names the file
     */
    public TlsContexts(TlsSettings settings) throws IOException {
        this.trust = trust(settings);
    }

    /** The context without a client certificate. */
    public SSLContext context() throws IOException {
        return context(new KeyManager[0]);
    }

    /**
     * The context that shows a certificate.
     *
     * @param certificate PKCS#12, or PEM with certificates and key
     * @throws IOException if that cannot be used; the message names the file and holds no secret
     */
    public SSLContext context(Path certificate, Optional<Secret> password) throws IOException {
        char[] secret = password.map(Secret::reveal).orElse("").toCharArray();
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(ClientKeys.load(certificate, secret), secret);
            return context(factory.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + ": the key cannot be used, perhaps for a wrong password", e);
        }
    }

    private SSLContext context(KeyManager[] keys) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.length == 0 ? null : keys, trust, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up", e);
        }
    }

    private static TrustManager[] trust(TlsSettings settings) throws IOException {
        if (settings.insecure()) {
            return new TrustManager[] {new TrustsEverybody()};
        }
        if (settings.caFile().isEmpty()) {
            return new TrustManager[] {new LazyTrust()};
        }
        try {
            Path file = settings.caFile().get();
            List<X509Certificate> added = PemFile.read(file).certificates();
            if (added.isEmpty()) {
                throw new IOException(file + ": no certificate in PEM");
            }
            TrustManagerFactory both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            both.init(together(LazyTrust.factory(), added));
            return both.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("the trusted certificates cannot be set up", e);
        }
    }

    private static KeyStore together(TrustManagerFactory jvm, List<X509Certificate> added)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (TrustManager manager : jvm.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                    all.setCertificateEntry("c" + number++, certificate);
                }
            }
        }
        for (X509Certificate certificate : added) {
            all.setCertificateEntry("c" + number++, certificate);
        }
        return all;
    }

    /** For {@code symsrv.tls.insecure}, which warns on every start. An extended one, so that no names are compared either. */
    private static final class TrustsEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

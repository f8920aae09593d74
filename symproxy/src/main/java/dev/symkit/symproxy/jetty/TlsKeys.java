// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symsrv.http.tls.ClientKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's TLS settings, read again when a file of them changes. Guarded by itself. */
final class TlsKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TlsKeys.class);

    private final EngineSettings.Tls settings;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<FileTime> times;

    /** Reads the files. Messages name the one that is wrong. */
    TlsKeys(EngineSettings.Tls settings) throws IOException {
        this.settings = settings;
        this.times = times();
        factory.setIncludeProtocols(settings.protocols().toArray(new String[0]));
        factory.setNeedClientAuth(settings.needed());
        factory.setWantClientAuth(settings.wanted());
        fill(factory);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    private void fill(SslContextFactory to) throws IOException {
        to.setKeyStore(ClientKeys.load(
                settings.certificate(), settings.key(), settings.password().toCharArray()));
        to.setKeyManagerPassword(settings.password());
        if (settings.clientAuthorities().isPresent()) {
            to.setTrustStore(
                    trusted(ClientKeys.certificates(settings.clientAuthorities().get())));
        }
    }

    private static KeyStore trusted(List<X509Certificate> certificates) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates that cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Takes over files that changed. New ones that cannot be used leave the old ones in use. */
    synchronized void refresh() {
        try {
            List<FileTime> now = times();
            if (!now.equals(times)) {
                times = now;
                // read before Jetty forgets the old ones
                ClientKeys.load(
                        settings.certificate(),
                        settings.key(),
                        settings.password().toCharArray());
                factory.reload(this::refill);
                LOG.info("{}: the new certificate is in use", settings.certificate());
            }
        } catch (Exception e) { // Jetty's reload declares Exception
            LOG.error("the new certificate is not used: {}", e.getMessage());
        }
    }

    private void refill(SslContextFactory to) {
        try {
            fill(to);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<FileTime> times() throws IOException {
        List<Path> files = new ArrayList<>(List.of(settings.certificate(), settings.key()));
        settings.clientAuthorities().ifPresent(files::add);
        List<FileTime> all = new ArrayList<>();
        for (Path file : files) {
            all.add(Files.getLastModifiedTime(file));
        }
        return all;
    }
}

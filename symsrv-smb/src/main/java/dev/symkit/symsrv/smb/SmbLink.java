// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.protocol.commons.socket.ProxySocketFactory;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.NtlmAuthenticator;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.Share;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a server with one session and one share on it. When it breaks it is thrown away. Thread-safe.
 *
 * @param client what closes the connection
 * @param connection tells whether it still stands
 * @param share what requests are made on
 */
record SmbLink(SMBClient client, Connection connection, DiskShare share) implements Closeable {

    /** Connects, logs on with NTLM and connects to the share. */
    static SmbLink open(SmbLocation where, SmbSettings settings) throws IOException {
        SmbCredentials credentials = settings.credentials(where.server());
        int port = settings.port();
        SMBClient client = new SMBClient(config(settings));
        boolean open = false;
        try {
            Connection connection = connect(client, where, port);
            Share share = connection.authenticate(credentials.context()).connectShare(where.share());
            if (!(share instanceof DiskShare disk)) {
                throw new FileSystemException(where.root(), null, "not a share of files");
            }
            open = true;
            return new SmbLink(client, connection, disk);
        } catch (SMBRuntimeException e) {
            throw SmbErrors.refused(e, where, credentials);
        } finally {
            if (!open) {
                client.close();
            }
        }
    }

    private static Connection connect(SMBClient client, SmbLocation where, int port) throws IOException {
        try {
            return client.connect(where.server(), port);
        } catch (IOException | SMBRuntimeException e) {
            FileSystemException failure = new FileSystemException(
                    where.root(),
                    null,
                    "cannot connect to " + where.server() + ", port " + port + " (" + SmbErrors.why(e) + ")");
            failure.initCause(e);
            throw failure;
        }
    }

    private static SmbConfig config(SmbSettings settings) throws IOException {
        return SmbConfig.builder()
                .withSocketFactory(
                        new ProxySocketFactory((int) settings.connectTimeout().toMillis()))
                .withTimeout(settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .withAuthenticators(new NtlmAuthenticator.Factory())
                .build();
    }

    boolean isUp() {
        return connection.isConnected() && share.isConnected();
    }

    /** Says good-bye to the server if it still listens. */
    @Override
    public void close() {
        client.close();
    }

    /** Drops the connection without a word: the server does not answer any more. */
    void drop() throws IOException {
        connection.close(true);
    }
}

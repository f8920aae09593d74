// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are none: one clear error within the time allowed, whatever comes back. */
class SmbBadServerIT {
    private static final byte[] SMB1 = {0, 0, 0, 36, (byte) 0xFF, 'S', 'M', 'B', 'r', 0, 0, 0, 0};

    /** What a server says to whoever connects. */
    private interface Speech {
        void to(Socket client) throws IOException;
    }

    private static StoreStorage open(int port) throws IOException {
        Map<String, String> properties = Map.of(
                "symsrv.smb.port", Integer.toString(port),
                "symsrv.smb.responseTimeout", "1",
                "symsrv.auth.netrc", "false");
        SmbLocation where = SmbLocation.parse("\\\\127.0.0.1\\sym\\store");
        SmbSettings settings = new SmbSettings(name -> properties.getOrDefault(name, ""), Map.of());
        return new SmbStorage(
                new SmbShare(where, settings), where.directory(), StorageOptions.DEFAULT, LockClock.SYSTEM);
    }

    private static void assertFails(Speech speech, String why) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, speech, clients));
            thread.setDaemon(true);
            thread.start();
            try (StoreStorage storage = open(server.getLocalPort())) {
                assertThatThrownBy(() -> storage.stat("x"))
                        .isInstanceOf(FileSystemException.class)
                        .hasMessageStartingWith(
                                "\\\\127.0.0.1\\sym: cannot connect to 127.0.0.1, port " + server.getLocalPort() + " (")
                        .hasMessageContaining(why);
            }
        }
        synchronized (clients) {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void serve(ServerSocket server, Speech speech, List<Socket> clients) {
        try {
            while (true) {
                Socket client = server.accept();
                synchronized (clients) {
                    clients.add(client);
                }
                speech.to(client);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void aSilentServerIsGivenUp() throws IOException {
        assertFails(client -> {}, "no answer in time");
    }

    @Test
    void aServerThatHangsUpIsTold() throws IOException {
        assertFails(Socket::close, "");
    }

    @Test
    void anOldServerIsTold() throws IOException {
        assertFails(client -> client.getOutputStream().write(SMB1), "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 64, 68, 100, 10_000})
    void noiseIsRefused(int length) throws IOException {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        assertFails(client -> client.getOutputStream().write(noise), "");
        for (int i = 0; i < Math.min(4, length); i++) {
            noise[i] = (byte) (i == 3 ? length - 4 : 0);
        }
        assertFails(client -> client.getOutputStream().write(noise), "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated targets over a socket, against a server with secrets around its directories: nothing from outside a directory ever comes out. */
class HostileTargetsTest {
    private static final int TARGETS = Integer.getInteger("symkit.test.targets", 20_000);
    private static final String SECRET = "TOP-SECRET-CONTENT";
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";
    private static final String[] PARTS = {
        "..",
        ".",
        "%2e%2e",
        "%2E.",
        "%252e%252e",
        "/",
        "//",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "~",
        "C:",
        "%43%3A",
        "\\\\host\\share",
        "s",
        "S",
        "a.pdb",
        "A.PDB",
        "secret.txt",
        "secret.txt%00.pdb",
        "tokens.db",
        ".symproxy",
        "000Admin",
        "server.txt",
        INDEX,
        "a.pdb:stream",
        "a.pdb::$DATA",
        "a.pdb.",
        "a.pdb ",
        "%20",
        "con",
        "nul.pdb",
        "file.ptr",
        "index2.txt",
        "%c0%ae",
        "%e0%80%ae",
        "%uff0e",
        "?",
        "#",
        ";",
        "%3f",
        "*",
        "a%2fpdb",
        "-",
        "metrics",
        "%2d",
        "x".repeat(300),
        "%",
        "%zz",
        "\u00e4"
    };

    @TempDir
    private Path directory;

    private final Random random = new Random(20261130);

    private String target() {
        StringBuilder text = new StringBuilder("/");
        int parts = 1 + random.nextInt(8);
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
            if (random.nextInt(3) > 0) {
                text.append(random.nextInt(10) == 0 ? "//" : "/");
            }
        }
        return text.toString();
    }

    /** Reads one response; null at the end of the connection. */
    private static byte[] response(InputStream in, boolean head) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int length = 0;
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); ; c = in.read()) {
            if (c < 0) {
                return new byte[0];
            }
            all.write(c);
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().strip();
            line.setLength(0);
            if (text.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        text.substring("content-length:".length()).strip());
            }
            if (text.isEmpty()) {
                break;
            }
        }
        all.write(head ? new byte[0] : in.readNBytes(length));
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "listing = on\ncontentEncoding = on\n"})
    void nothingFromOutsideComesOut(String more) throws Exception {
        Path cache = directory.resolve("cache");
        Files.createDirectories(cache.resolve("a.pdb").resolve(INDEX));
        Files.write(cache.resolve("a.pdb").resolve(INDEX).resolve("a.pdb"), ProxyBed.pdb());
        for (String place : new String[] {
            "secret.txt",
            "a.pdb",
            "cache/secret.txt",
            "cache/.symproxy/tokens.db",
            "cache/000Admin/server.txt",
            "data/tokens.db"
        }) {
            Path file = directory.resolve(place);
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, SECRET);
            }
        }
        int files = 0;
        int refused = 0;
        int ended = 0;
        String last = "";
        try (ProxyBed bed =
                ProxyBed.with(directory, "[log]\naccess = off\n[directory s]\npath = " + cache + "\n" + more)) {
            int port = bed.server().ports().get(0);
            int sent = 0;
            while (sent < TARGETS) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    OutputStream out = socket.getOutputStream();
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    byte[] answer = {1};
                    while (sent < TARGETS && answer.length > 0) {
                        boolean head = random.nextInt(10) == 0;
                        String target = sent % 100 == 0 ? "/s/a.pdb/" + INDEX + "/a.pdb" : target();
                        String request = (head ? "HEAD " : "GET ") + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
                        out.write(request.getBytes(StandardCharsets.UTF_8));
                        sent++;
                        String previous = last;
                        answer = response(in, head);
                        String text = new String(answer, StandardCharsets.ISO_8859_1);
                        assertThat(text).as(target).doesNotContain(SECRET, "secret.txt", "tokens.db", "server.txt");
                        last = request + "->" + text;
                        assertThat(text)
                                .as(target + " after " + previous)
                                .matches("(?s)(HTTP/1.1 (200|204|304|400|404|414|431|501|505) .*)?");
                        if (text.contains("Connection: close") || (head && text.startsWith("HTTP/1.1 400"))) {
                            answer = new byte[0]; // a request that could not be read has no method: a body may follow
                        }
                        files += text.startsWith("HTTP/1.1 200") ? 1 : 0;
                        refused += text.startsWith("HTTP/1.1 400") ? 1 : 0;
                    }
                } catch (SocketException e) {
                    ended++; // the server ended the connection, because of what was sent before
                }
            }
        }
        assertThat(files).isGreaterThanOrEqualTo(TARGETS / 100);
        assertThat(refused).isGreaterThan(TARGETS / 10);
        assertThat(ended).isLessThan(TARGETS / 10);
    }
}

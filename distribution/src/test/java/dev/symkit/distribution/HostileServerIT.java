// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import dev.symkit.testkit.http.ScriptedServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers may do to the packaged command: nothing wrong is kept, it ends, and says why (symsrv.md 8, 9.2, 15.2, 17). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class HostileServerIT {
    private static final int MIB = 1 << 20;
    private static final byte[] MSF = "Microsoft C/C++ MSF 7.00\r\n\u001ADS\0\0\0"
            .concat("x".repeat(4000))
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    private static final String LIMITED = "-Dsymsrv.http.maxFileSize=8M";

    @TempDir
    Path scratch;

    private FetchBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new FetchBed(scratch);
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    /**
     * What a server says, and what comes of it.
     *
     * @param options for Java
     */
    private record Case(String name, String place, Script script, String options, int exit, String code, String text) {
        static Case plain(String name, Script script, int exit, String code, String text) {
            return new Case(name, FetchBed.PLAIN, script, "", exit, code, text);
        }

        static Case compressed(String name, byte[] body, String code, String text) {
            return new Case(name, FetchBed.COMPRESSED, Replies.ok(body), LIMITED, 1, code, text);
        }

        Case with(String more) {
            return new Case(name, place, script, more, exit, code, text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> bodies() {
        UUID other = UUID.fromString("11111111-2222-3333-4444-555555555555");
        return List.of(
                Case.plain(
                        "page with 200",
                        Replies.ok(ScriptedServer.ascii("<!DOCTYPE html><html>" + "x".repeat(3000))),
                        3,
                        "0x800C2F78",
                        "unexpected HTML from {server}"),
                Case.plain(
                        "file that is called a page",
                        Replies.ok(FetchBed.pdb(), "Content-Type: text/html; charset=utf-8"),
                        3,
                        "0x800C2F78",
                        "unexpected HTML from {server}"),
                Case.plain("no bytes", Replies.ok(new byte[0]), 1, "0x80070570", FetchBed.PLAIN + " is empty"),
                Case.plain(
                        "wrong GUID",
                        Replies.ok(new PdbBuilder().guid(other).build()),
                        1,
                        "0x8007000D",
                        "is of 111111112222333344445555555555551"),
                Case.plain(
                        "other age",
                        Replies.ok(new PdbBuilder()
                                .guid(FetchBed.GUID)
                                .infoAge(7)
                                .dbiAge(7)
                                .build()),
                        1,
                        "0x8007000D",
                        "is of 0F7FCF88442F4B0E9FB51DC4A754D9DE7"),
                Case.plain(
                        "half a file",
                        Replies.broken(FetchBed.pdb(), FetchBed.pdb().length / 2),
                        3,
                        "0x800C2EFF",
                        " broke"), // the transfer, or the connection when it was asked to go on
                Case.plain(
                        "half a file under its own length",
                        Replies.ok(Arrays.copyOf(FetchBed.pdb(), FetchBed.pdb().length / 2)),
                        1,
                        "0x8007000B",
                        "bad format: "));
    }

    static List<Case> amounts() {
        String tooLarge = "larger than the limit of ";
        return List.of(
                Case.plain("endless body", Replies.endless(MSF), 3, "0x800700DF", tooLarge + "8388608 bytes")
                        .with(LIMITED),
                Case.plain("drip", drip(), 3, "0x800C2EE2", "not done within the total time limit of 3 s")
                        .with("-Dsymsrv.http.totalTimeout=3"),
                Case.plain("silence", Replies.stalling(head(10_000) + "MZ"), 3, "0x800C2EE2", "no byte within 1 s")
                        .with("-Dsymsrv.http.idleTimeout=1"),
                Case.plain("no answer", Replies.stalling("HTTP/1.1 200 X\r\nX: "), 3, "0x800C2EE2", "no answer of ")
                        .with("-Dsymsrv.http.responseTimeout=1"),
                Case.plain(
                        "20 GiB",
                        Replies.stalling(head(20L << 30) + "MZ"),
                        3,
                        "0x800700DF",
                        tooLarge + "17179869184 bytes"),
                Case.plain(
                                "10 GB above a lowered limit",
                                Replies.stalling(head(10_000_000_000L) + "MZ"),
                                3,
                                "0x800700DF",
                                tooLarge + "1073741824 bytes")
                        .with("-Dsymsrv.http.maxFileSize=1G"),
                Case.plain("flood of headers", headers(), 3, "0x800C2EFF", "the connection to {server} broke"),
                Case.plain("one endless header", header(), 3, "0x800C2EFF", "the connection to {server} broke"));
    }

    static List<Case> bombs() throws IOException {
        byte[] bomb = gzip(16 * MIB);
        return List.of(
                Case.plain(
                                "gzip bomb on the way",
                                Replies.ok(bomb, "Content-Encoding: gzip"),
                                3,
                                "0x800700DF",
                                "larger than the limit of 8388608 bytes")
                        .with(LIMITED),
                Case.compressed("gzip bomb as the file", bomb, "0x80070570", "larger than 8388608 bytes"),
                Case.compressed("gzip file that yields too much", gzip(2 * MIB), "0x80070570", "larger than "),
                Case.compressed("cabinet bomb", cabinet("a.pdb", new byte[16 * MIB]), "0x80070570", "16777216"),
                Case.compressed(
                        "cabinet that promises 2 GB",
                        new CabBuilder()
                                .folder(CabBuilder.MSZIP)
                                .mszip(new byte[100])
                                .file("a.pdb", 0, 0x7FFF8000L)
                                .build(),
                        "0x80070570",
                        "2147450880 bytes from 0 on are more than the 32768 a folder of 1 blocks can yield"),
                Case.compressed(
                        "cabinet of other files",
                        new CabBuilder()
                                .folder(CabBuilder.MSZIP)
                                .mszip(FetchBed.pdb())
                                .file("..\\..\\evil.pdb", 0, 100)
                                .file("c:\\evil.pdb", 100, 100)
                                .build(),
                        "0x80070570",
                        "of 2 files 0 are named a.pdb"));
    }

    @ParameterizedTest
    @MethodSource({"bodies", "amounts", "bombs"})
    void keepsNothing(Case one) throws Exception {
        bed.server.on(one.place(), one.script());
        bed.assertNothing(bed.get(one.options()), one.exit(), one.code(), one.text());
    }

    private static String head(long length) {
        return "HTTP/1.1 200 X\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** A byte now and then: never silent for long. */
    private static Script drip() {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii(head(100_000)));
            while (true) {
                out.write('M');
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        };
    }

    private static Script headers() {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\n"));
            for (int i = 0; ; i++) {
                out.write(ScriptedServer.ascii("X-Flood-" + i + ": " + "x".repeat(1000) + "\r\n"));
            }
        };
    }

    private static Script header() {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nX: "));
            byte[] x = ScriptedServer.ascii("x".repeat(10_000));
            while (true) {
                out.write(x);
            }
        };
    }

    private static byte[] gzip(int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[size]);
        }
        return bytes.toByteArray();
    }

    private static byte[] cabinet(String name, byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file(name, 0, content.length)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..\\..\\evil.pdb", "../../evil.pdb", "c:\\evil.pdb", "/evil.pdb", "\\\\h\\s\\evil.pdb"})
    void theNameInACabinetIsNoPlace(String name) throws Exception {
        bed.server.on(FetchBed.COMPRESSED, Replies.ok(cabinet(name, FetchBed.pdb())));
        Run run = bed.get("");
        bed.assertFound(run);
        assertThat(BigImage.files(scratch)).noneMatch(file -> file.contains("evil"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void aRedirectInACircleEnds() throws Exception {
        bed.server.on(FetchBed.PLAIN, Replies.redirect(302, FetchBed.PLAIN));
        bed.assertNothing(bed.get(""), 3, "0x800C2F7C", "{server} redirects more than 10 times");
        assertThat(bed.server.paths()).filteredOn(FetchBed.PLAIN::equals).hasSize(11);
    }

    @Test
    void aRedirectToAFileOfThisMachineIsNotFollowed() throws Exception {
        Path own = Files.write(scratch.resolve("own"), FetchBed.pdb());
        bed.server.on(FetchBed.PLAIN, Replies.redirect(302, own.toUri().toString()));
        bed.assertNothing(bed.get(""), 3, "0x800C2F7C", "{server} redirects to something that is not http or https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes 0-1048575/3145728",
                "Content-Range: bytes 2097153-3145727/3145728",
                "Content-Range: bytes 2097152-3145727/9999999",
                "X-None: 1",
            })
    void aPartThatIsNotTheOneThatWasAskedForIsNotTaken(String range) throws Exception {
        byte[] body = Arrays.copyOf(FetchBed.pdb(), 3 * MIB);
        byte[] wrong = new byte[MIB];
        bed.server.on(
                FetchBed.PLAIN,
                Replies.sequence(
                        Replies.broken(body, 2 * MIB, "Accept-Ranges: bytes", "ETag: \"v1\""),
                        Replies.with(206, wrong, range, "ETag: \"v1\""),
                        Replies.ok(body, "ETag: \"v1\"")));
        Run run = bed.get("");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(bed.target())).isEqualTo(body);
        assertThat(bed.server.requests().stream()
                        .filter(request -> request.path().equals(FetchBed.PLAIN))
                        .map(request -> request.header("Range")))
                .containsExactly("", "bytes=2097152-", "");
    }
}

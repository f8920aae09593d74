// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged {@code symchk} tells of the programs of published transcripts: each status and text, and which lines there are. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the transcripts have the separators of other systems")
class SymChkResultsIT {
    private static final String[] PROGRAMS = {
        "NetCoreCheck.exe",
        "xdp.sys",
        "node.exe",
        "lsasrv.dll",
        "msisam11.dll",
        "fullsoft.dll",
        "user32.dll",
        "notepad.exe",
        "gdi32.dll",
        "msimsg.dll"
    };

    @TempDir
    Path scratch;

    private ChkBed bed;

    @BeforeEach
    void makeBed() throws Exception {
        bed = new ChkBed(scratch);
    }

    private ChildProcess.Result run(String... arguments) throws Exception {
        return bed.run(arguments);
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void eachStatusHasItsText() throws Exception {
        bed.everything();
        ChildProcess.Result result = run(with(PROGRAMS, "-s", "sym", "/ods"));
        assertThat(bed.shown(result.out())).isEqualTo("""
                SYMCHK: NetCoreCheck.exe     FAILED  - NetCoreCheck.pdb mismatched or not found
                SYMCHK: xdp.sys              FAILED  - xdp.pdb mismatched or not found
                SYMCHK: node.exe             FAILED  - node.pdb mismatched or not found
                SYMCHK: lsasrv.dll           FAILED  - lsasrv.pdb mismatched or not found
                SYMCHK: msisam11.dll         FAILED  - Built without debugging information.
                SYMCHK: fullsoft.dll         FAILED  - Image is split correctly, but fullsoft.dbg is missing
                SYMCHK: user32.dll           FAILED  - Checksum doesn't match with user32.DBG
                SYMCHK: notepad.exe          PASSED  - PDB: DIR/sym/notepad.pdb DBG: <N/A>
                SYMCHK: gdi32.dll            PASSED  - PDB: <N/A> DBG: DIR/sym/gdi32.dbg
                SYMCHK: msimsg.dll           IGNORED  - no executable code

                SYMCHK: FAILED files = 7
                SYMCHK: PASSED + IGNORED files = 3
                """);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isEqualTo(1);
    }

    /** A DBG file with another time is of another build. */
    @Test
    void aDbgFileOfAnotherBuildDoesNotPass() throws Exception {
        bed.file("fullsoft.dll", ChkBed.split("fullsoft.dbg")).file("sym/fullsoft.dbg", ChkBed.dbg(1, 0));
        assertThat(run("fullsoft.dll", "-s", "sym").out())
                .startsWith("SYMCHK: fullsoft.dll         FAILED  - fullsoft.dbg mismatched or not found\n")
                .endsWith("\nSYMCHK: FAILED files = 1\nSYMCHK: PASSED + IGNORED files = 0\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // mode, list, failed, passed, ignored, totals
        ", , yes, no, no, yes",
        ", /op, yes, yes, no, yes",
        ", /oi, yes, no, yes, yes",
        ", /oe, yes, no, no, yes",
        ", /od, yes, yes, yes, yes",
        ", /ot, yes, no, no, yes",
        "/v, , yes, no, no, yes",
        "/v, /op, yes, yes, no, yes",
        "/v, /oi, yes, no, yes, yes",
        "/v, /oe, yes, no, no, yes",
        "/v, /od, yes, yes, yes, yes",
        "/v, /ot, yes, no, no, yes",
        "/q, , no, no, no, no",
        "/q, /op, no, yes, no, no",
        "/q, /oi, no, no, yes, no",
        "/q, /oe, yes, no, no, no",
        "/q, /od, yes, yes, yes, no",
        "/q, /ot, no, no, no, yes",
    })
    void theLinesThatAppear(String mode, String list, String failed, String passed, String ignored, String totals)
            throws Exception {
        bed.file("node.exe", ChkBed.node())
                .file("notepad.exe", ChkBed.notepad())
                .file("sym/notepad.pdb", ChkBed.notepadPdb())
                .file("msimsg.dll", ChkBed.resources());
        List<String> arguments = new ArrayList<>(List.of("node.exe", "notepad.exe", "msimsg.dll", "-s", "sym"));
        Stream.of(mode, list).filter(option -> option != null).forEach(arguments::add);
        ChildProcess.Result result = run(arguments.toArray(String[]::new));
        List<String> expected = new ArrayList<>();
        add(expected, failed, "SYMCHK: node.exe             FAILED  - node.pdb mismatched or not found");
        add(expected, passed, "SYMCHK: notepad.exe          PASSED  - PDB: notepad.pdb DBG: <N/A>");
        add(expected, ignored, "SYMCHK: msimsg.dll           IGNORED  - no executable code");
        add(expected, totals, "");
        add(expected, totals, "SYMCHK: FAILED files = 1");
        add(expected, totals, "SYMCHK: PASSED + IGNORED files = 2");
        assertThat(result.out().lines()).containsExactlyElementsOf(expected);
        assertThat(result.err().isEmpty()).isEqualTo(!"/v".equals(mode));
        assertThat(result.exit()).isEqualTo(1);
    }

    private static void add(List<String> lines, String whether, String line) {
        if (whether.equals("yes")) {
            lines.add(line);
        }
    }

    @Test
    void theTotalsOfNothingOfAFailureAndOfAPass() throws Exception {
        bed.file("node.exe", ChkBed.node()).file("sym/node.pdb", ChkBed.nodePdb());
        ChildProcess.Result nothing = run("x.exe", "-s", "sym");
        assertThat(nothing.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 0\n");
        assertThat(nothing.err()).isEqualTo("SYMCHK: no files match x.exe\n");
        assertThat(nothing.exit()).isEqualTo(1);
        ChildProcess.Result failed = run("node.exe", "-s", "none", "-q", "-ot");
        assertThat(failed.out()).isEqualTo("\nSYMCHK: FAILED files = 1\nSYMCHK: PASSED + IGNORED files = 0\n");
        assertThat(failed.exit()).isEqualTo(1);
        ChildProcess.Result passed = run("node.exe", "-s", "sym");
        assertThat(passed.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 1\n");
        assertThat(passed.exit()).isZero();
        assertThat(run("node.exe", "-s", "none", "-q").out()).isEmpty();
    }

    /** The lines of manifests that users have posted, each with its own mishap. */
    @Test
    void theErrorsOfDownloads() throws Exception {
        bed.text(
                "need.txt",
                "hal.dll,c1ee14460000,1",
                "halaacpi.pdb,DAA99FDB0D5F4D338EB7C8A3D806B4081,1",
                "ntdll.pdb,DCE823FCF71A4BF5AA489994520EA18F2,1");
        bed.text("slow.txt", "ntoskrnl.exe,58ccba4c889000,1");
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/s/halaacpi.pdb/DAA99FDB0D5F4D338EB7C8A3D806B4081/halaacpi.pdb", Replies.status(403));
            server.on(
                    "/s/ntdll.pdb/DCE823FCF71A4BF5AA489994520EA18F2/ntdll.pdb",
                    Replies.ok(new byte[] {'n', 'o', ' ', 'P', 'D', 'B'}));
            ScriptedServer.Script silent = Replies.stalling("");
            ScriptedServer.Script gone = Replies.status(404);
            server.otherwise((request, out, self) ->
                    (request.path().startsWith("/t/") ? silent : gone).answer(request, out, self));
            ChildProcess.Result result =
                    run("-im", "need.txt", "-s", "srv*cache*" + server.url("/s"), "--retries", "0");
            assertThat(result.out()).isEqualTo("""
                    SYMCHK: hal.dll               ERROR - Unable to download file. Error reported was 2
                    SYMCHK: halaacpi.pdb          ERROR - Unable to download file. Error reported was 5
                    SYMCHK: ntdll.pdb             ERROR - Unable to download file. Error reported was 13

                    SYMCHK: FAILED files = 3
                    SYMCHK: PASSED + IGNORED files = 0
                    """);
            assertThat(result.exit()).isEqualTo(1);
            assertThat(run("-im", "slow.txt", "-s", "srv*cache*" + server.url("/t"), "--retries", "0", "--timeout", "1")
                            .out())
                    .startsWith(
                            "SYMCHK: ntoskrnl.exe          ERROR - Unable to download file. Error reported was 121\n");
        }
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(run("-im", "slow.txt", "-s", "srv*http://127.0.0.1:" + closed + "/t", "--retries", "0")
                        .out())
                .startsWith("SYMCHK: ntoskrnl.exe          ERROR - Unable to download file. Error reported was 53\n");
    }

    /** nsacyber/BAM reads the two streams apart, and counts lines of standard output from its end. */
    @Test
    void theLinesThatProgramsLookFor() throws Exception {
        bed.file("notepad.exe", ChkBed.notepad())
                .file("sym/notepad.pdb", ChkBed.notepadPdb())
                .file("msimsg.dll", ChkBed.resources());
        String[] ignored = run("/v", "msimsg.dll", "/s", "sym", "/od").out().split("\n", -1);
        assertThat(ignored[ignored.length - 5]).startsWith("SYMCHK: msimsg.dll           IGNORED  - ");
        ChildProcess.Result passed = run("/v", "notepad.exe", "/s", "sym", "/od");
        assertThat(passed.out().lines())
                .contains("SYMCHK: FAILED files = 0", "SYMCHK: PASSED + IGNORED files = 1")
                .filteredOn(line -> line.startsWith("SYMCHK: FAILED") || line.startsWith("SYMCHK: PASSED"))
                .hasSize(2);
        assertThat(passed.out()).doesNotContain("[SYMCHK]", "DBGHELP:", "SYMSRV:", "PdbDbiAge");
        assertThat(passed.err().lines())
                .contains("[SYMCHK] PDB: \"" + bed.folder() + "/sym/notepad.pdb\"", "[SYMCHK] Line nubmers: FALSE")
                .contains("[SYMCHK] PDB7 Sig: {36CFD5F9-888C-4483-B522-B9DB242D8478}", "[SYMCHK] Age: 2")
                .noneMatch(line -> line.startsWith("SYMCHK: "));
    }
}

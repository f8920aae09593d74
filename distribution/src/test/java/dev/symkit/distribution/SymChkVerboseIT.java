// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The block of {@code /v} field by field, the trace of servers, lists and trees, on the programs of published transcripts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the transcripts have the separators of other systems")
class SymChkVerboseIT {
    private static final String STATE = "DBGHELP: ";

    @TempDir
    Path scratch;

    private ChkBed bed;

    @BeforeEach
    void makeBed() throws Exception {
        bed = new ChkBed(scratch);
    }

    /** The block without the trace of the search, which stands between the line of the image and that of the module. */
    private String block(ChildProcess.Result result, String module) {
        List<String> lines = bed.shown(result.err()).lines().toList();
        int end = 0;
        while (!lines.get(end).startsWith(STATE + module + " - ")) {
            end++;
        }
        return String.join("\n", lines.subList(0, 5))
                + "\n(search)\n"
                + String.join("\n", lines.subList(end, lines.size()))
                + "\n";
    }

    /** symchk.md 5.3, all its lines. */
    @Test
    void theTranscriptOfAFailure() throws Exception {
        ChildProcess.Result result = bed.file("node.exe", ChkBed.node()).run("node.exe", "-v", "-s", "sym");
        assertThat(block(result, "node")).isEqualTo("""
                [SYMCHK] Searching for symbols to DIR/node.exe in path sym
                DBGHELP: Symbol Search Path: sym
                [SYMCHK] Using search path "sym"
                DBGHELP: No header for DIR/node.exe.  Searching for image on disk
                DBGHELP: DIR/node.exe - OK
                (search)
                DBGHELP: node - no symbols loaded
                [SYMCHK] MODULE64 Info ----------------------
                [SYMCHK] Struct size: 1680 bytes
                [SYMCHK] Base: 0x0000000140000000
                [SYMCHK] Image size: 11161600 bytes
                [SYMCHK] Date: 0x551b2623
                [SYMCHK] Checksum: 0x00aa62c8
                [SYMCHK] NumSyms: 0
                [SYMCHK] SymType: SymNone
                [SYMCHK] ModName: node
                [SYMCHK] ImageName: DIR/node.exe
                [SYMCHK] LoadedImage: DIR/node.exe
                [SYMCHK] PDB: ""
                [SYMCHK] CV: RSDS
                [SYMCHK] CV DWORD: 0x53445352
                [SYMCHK] CV Data:  d:\\jenkins\\workspace\\release\\node.pdb
                [SYMCHK] PDB Sig:  0
                [SYMCHK] PDB7 Sig: {00000000-0000-0000-0000-000000000000}
                [SYMCHK] Age: 0
                [SYMCHK] PDB Matched:  TRUE
                [SYMCHK] DBG Matched:  TRUE
                [SYMCHK] Line nubmers: FALSE
                [SYMCHK] Global syms:  FALSE
                [SYMCHK] Type Info:    FALSE
                [SYMCHK] ------------------------------------
                SymbolCheckVersion  0x00000002
                Result              0x00010001
                DbgFilename         node.dbg
                DbgTimeDateStamp    0x00000000
                DbgSizeOfImage      0x00000000
                DbgChecksum         0x00000000
                PdbFilename         d:\\jenkins\\workspace\\release\\node.pdb
                PdbSignature        {5DAD4445-5A83-417D-BDB6-BE0655EE650D}
                PdbDbiAge           0x00000001
                [SYMCHK] [ 0x00000000 - 0x00010001 ] Checked "DIR/node.exe"
                """);
        assertThat(result.out()).isEqualTo("""
                SYMCHK: node.exe             FAILED  - node.pdb mismatched or not found

                SYMCHK: FAILED files = 1
                SYMCHK: PASSED + IGNORED files = 0
                """);
    }

    /** The same of an image whose public PDB is there. */
    @Test
    void theTranscriptOfAPass() throws Exception {
        ChildProcess.Result result = bed.file("notepad.exe", ChkBed.notepad())
                .file("sym/exe/notepad.pdb", ChkBed.notepadPdb())
                .run("notepad.exe", "-v", "-s", "sym");
        assertThat(block(result, "notepad")).isEqualTo("""
                [SYMCHK] Searching for symbols to DIR/notepad.exe in path sym
                DBGHELP: Symbol Search Path: sym
                [SYMCHK] Using search path "sym"
                DBGHELP: No header for DIR/notepad.exe.  Searching for image on disk
                DBGHELP: DIR/notepad.exe - OK
                (search)
                DBGHELP: notepad - public symbols
                         DIR/sym/exe/notepad.pdb
                [SYMCHK] MODULE64 Info ----------------------
                [SYMCHK] Struct size: 1680 bytes
                [SYMCHK] Base: 0x0000000100000000
                [SYMCHK] Image size: 217088 bytes
                [SYMCHK] Date: 0x4a5bc9b3
                [SYMCHK] Checksum: 0x0003e749
                [SYMCHK] NumSyms: 0
                [SYMCHK] SymType: SymPDB
                [SYMCHK] ModName: notepad
                [SYMCHK] ImageName: DIR/notepad.exe
                [SYMCHK] LoadedImage: DIR/notepad.exe
                [SYMCHK] PDB: "DIR/sym/exe/notepad.pdb"
                [SYMCHK] CV: RSDS
                [SYMCHK] CV DWORD: 0x53445352
                [SYMCHK] CV Data:  notepad.pdb
                [SYMCHK] PDB Sig:  0
                [SYMCHK] PDB7 Sig: {36CFD5F9-888C-4483-B522-B9DB242D8478}
                [SYMCHK] Age: 2
                [SYMCHK] PDB Matched:  TRUE
                [SYMCHK] DBG Matched:  TRUE
                [SYMCHK] Line nubmers: FALSE
                [SYMCHK] Global syms:  FALSE
                [SYMCHK] Type Info:    FALSE
                [SYMCHK] ------------------------------------
                SymbolCheckVersion  0x00000002
                Result              0x00030001
                DbgFilename         \n\
                DbgTimeDateStamp    0x4a5bc9b3
                DbgSizeOfImage      0x00035000
                DbgChecksum         0x0003e749
                PdbFilename         DIR/sym/exe/notepad.pdb
                PdbSignature        {36CFD5F9-888C-4483-B522-B9DB242D8478}
                PdbDbiAge           0x00000002
                [SYMCHK] [ 0x00000000 - 0x00030001 ] Checked "DIR/notepad.exe"
                """);
        assertThat(result.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 1\n");
    }

    /** symchk.md 5.4: what the cache has not, and what the server says, in this order. */
    @Test
    void theTraceOfAServer() throws Exception {
        bed.file("node.exe", ChkBed.node()).file("notepad.exe", ChkBed.notepad());
        String file = "/download/symbols/node.pdb/" + ChkBed.NODE_INDEX + "/node.pdb";
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on(file, Replies.ok(ChkBed.nodePdb()));
            String url = server.url("/download/symbols");
            ChildProcess.Result result =
                    bed.run("node.exe", "notepad.exe", "-vv", "--jobs", "1", "-s", "srv*cache*" + url);
            String place = "DIR/cache/node.pdb/" + ChkBed.NODE_INDEX;
            assertThat(bed.shown(result.err()).lines())
                    .containsSubsequence(
                            "SYMSRV:  BYINDEX: 0x1",
                            "         DIR/cache*" + url,
                            "         node.pdb",
                            "         " + ChkBed.NODE_INDEX,
                            "SYMSRV:  UNC: " + place + "/node.pdb - path not found",
                            "SYMSRV:  UNC: " + place + "/node.pd_ - path not found",
                            "SYMSRV:  UNC: " + place + "/file.ptr - path not found",
                            "SYMSRV:  HTTPGET: " + file,
                            "SYMSRV:  HttpQueryInfo: 801900c8 - HTTP_STATUS_OK",
                            "SYMSRV:  PATH: " + place + "/node.pdb",
                            "SYMSRV:  RESULT: 0x00000000",
                            "DBGHELP: node - private symbols & lines",
                            "         " + place + "/node.pdb",
                            "SYMSRV:  BYINDEX: 0x2",
                            "         notepad.pdb",
                            "SYMSRV:  HttpQueryInfo: 80190194 - HTTP_STATUS_NOT_FOUND",
                            "SYMSRV:  RESULT: 0x80190194",
                            "DBGHELP: notepad - no symbols loaded");
            assertThat(result.exit()).isEqualTo(1);
        }
    }

    /** symchk.md 5.5: what passed, in the order of the input; an empty file if nothing did. */
    @Test
    void theListOfWhatPassed() throws Exception {
        bed.everything();
        bed.run("notepad.exe", "node.exe", "msimsg.dll", "gdi32.dll", "-s", "sym", "-q", "-ol", "list.csv");
        assertThat(bed.shown(Files.readString(bed.folder().resolve("list.csv"), UTF_8)))
                .isEqualTo("DIR/notepad.exe,DIR/sym/notepad.pdb,\nDIR/gdi32.dll,,DIR/sym/gdi32.dbg\n");
        bed.run("node.exe", "-s", "sym", "-q", "-ol", "none.csv");
        assertThat(bed.folder().resolve("none.csv")).isEmptyFile();
        bed.file("a, \"b\".exe", ChkBed.notepad());
        bed.run("a, \"b\".exe", "-s", "sym", "-q", "-ol", "quoted.csv");
        assertThat(bed.shown(Files.readString(bed.folder().resolve("quoted.csv"), UTF_8)))
                .isEqualTo("\"DIR/a, \"\"b\"\".exe\",DIR/sym/notepad.pdb,\n");
    }

    /** symchk.md 5.6: symbols, with x the binaries that pass, with a also those that fail. */
    @Test
    void theFlatTree() throws Exception {
        bed.everything().file("noext", ChkBed.notepad());
        String[] inputs = {"notepad.exe", "node.exe", "gdi32.dll", "msimsg.dll", "noext", "-s", "sym", "-q"};
        bed.run(with(inputs, "-oc", "plain"));
        bed.run(with(inputs, "-ocx", "binaries"));
        bed.run(with(inputs, "-ocxa", "all"));
        assertThat(files("plain")).containsExactly("dll/gdi32.dbg", "exe/notepad.pdb", "notepad.pdb");
        assertThat(files("binaries"))
                .containsExactly(
                        "dll/gdi32.dbg", "dll/gdi32.dll", "exe/notepad.exe", "exe/notepad.pdb", "noext", "notepad.pdb");
        assertThat(files("all"))
                .containsExactly(
                        "dll/gdi32.dbg",
                        "dll/gdi32.dll",
                        "exe/node.exe",
                        "exe/notepad.exe",
                        "exe/notepad.pdb",
                        "noext",
                        "notepad.pdb");
        assertThat(bed.folder().resolve("all/exe/node.exe")).hasBinaryContent(ChkBed.node());
        assertThat(bed.run("notepad.exe", "gdi32.dll", "-s", "binaries", "-op").exit())
                .as("the tree is searched as a directory")
                .isZero();
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> files(String tree) throws IOException {
        Path root = bed.folder().resolve(tree);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}

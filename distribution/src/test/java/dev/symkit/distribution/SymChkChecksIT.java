// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance checks 1, 3 and 4 of symchk.md 11 with the packaged tools. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the transcripts have the separators of other systems")
class SymChkChecksIT {
    private static final Path SAMPLES = Tree.sources().resolve("samples/build-1/x64");
    private static final String MISMATCH = "FAILED  - hello.pdb mismatched or not found";

    @TempDir
    Path scratch;

    private ChkBed bed;

    @BeforeEach
    void makeBed() throws Exception {
        bed = new ChkBed(scratch);
    }

    /** The first line of a check. */
    private String verdict(String... arguments) throws Exception {
        ChildProcess.Result result = bed.run(arguments);
        return bed.shown(result.out()).lines().findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 20, 21, 40})
    void theStatusStandsInItsColumnUnlessTheNameIsTooLong(int length) throws Exception {
        String name = "n".repeat(length);
        bed.file(name, ChkBed.bare());
        String blanks = " ".repeat(Math.max(0, 20 - length));
        assertThat(verdict(name, "-s", "sym"))
                .isEqualTo("SYMCHK: " + name + blanks + " FAILED  - Built without debugging information.");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "private, -pa, PASSED",
        "private, -pf, PASSED",
        "private, -ps, 'FAILED  - hello.pdb is private, public required'",
        "private, -pt, 'FAILED  - hello.pdb is private, public required'",
        "private, -sp, PASSED",
        "private, -ss, " + MISMATCH,
        "stripped, -pa, PASSED",
        "stripped, -pf, 'FAILED  - hello.pdb is public, private required'",
        "stripped, -ps, PASSED",
        "stripped, -pt, FAILED  - hello.pdb carries no types",
        "stripped, -sp, " + MISMATCH,
        "stripped, -ss, PASSED",
        "other, -pa, " + MISMATCH,
        "other, -pf, " + MISMATCH,
        "other, -ps, " + MISMATCH,
        "other, -pt, " + MISMATCH,
        "other, -sp, " + MISMATCH,
        "other, -ss, " + MISMATCH,
        "older, -pa, " + MISMATCH,
        "older, -pf, " + MISMATCH,
        "older, -ps, " + MISMATCH,
        "older, -pt, " + MISMATCH,
        "older, -sp, " + MISMATCH,
        "older, -ss, " + MISMATCH,
        "missing, -pa, " + MISMATCH,
        "missing, -pf, " + MISMATCH,
        "missing, -ps, " + MISMATCH,
        "missing, -pt, " + MISMATCH,
        "missing, -sp, " + MISMATCH,
        "missing, -ss, " + MISMATCH
    })
    void theFiveOutcomesUnderTheRules(String pdb, String rule, String expected) throws Exception {
        Files.copy(SAMPLES.resolve("hello.exe"), scratch.resolve("hello.exe"));
        Path place = Files.createDirectory(scratch.resolve("sym"));
        Path file = place.resolve("hello.pdb");
        switch (pdb) {
            case "private" -> Files.copy(SAMPLES.resolve("hello.pdb"), file);
            case "stripped" -> {
                String[] arguments = {SAMPLES.resolve("hello.pdb").toString(), file.toString(), "-p"};
                assertThat(Packaged.in(scratch).run("pdbcopy", arguments).exit())
                        .isZero();
            }
            case "other" -> Files.write(file, ChkBed.pdb(new UUID(1, 2), 1));
            case "older" -> Files.write(file, ChkBed.pdb(UUID.fromString("432300d0-cc1d-beb3-4c4c-44205044422e"), 7));
            default -> assertThat(pdb).isEqualTo("missing");
        }
        String[] arguments = rule.startsWith("-s")
                ? new String[] {"hello.exe", rule, "sym", "-op"}
                : new String[] {"hello.exe", rule, "-s", "sym", "-op"};
        String text = expected.equals("PASSED") ? "PASSED  - PDB: hello.pdb DBG: <N/A>" : expected;
        assertThat(verdict(arguments)).isEqualTo("SYMCHK: hello.exe            " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain/hello.pdb",
                "plain/exe/hello.pdb",
                "plain/symbols/exe/hello.pdb",
            })
    void aPlainDirectoryIsSearchedInThreePlaces(String where) throws Exception {
        bed.file("hello.exe", Files.readAllBytes(SAMPLES.resolve("hello.exe")));
        bed.file(where, Files.readAllBytes(SAMPLES.resolve("hello.pdb")));
        assertThat(verdict("hello.exe", "-s", "plain", "-op", "-os"))
                .isEqualTo("SYMCHK: hello.exe            PASSED  - PDB: DIR/" + where + " DBG: <N/A>");
    }

    @Test
    void aStoreOfTwoTiersIsSearched() throws Exception {
        bed.file("hello.exe", Files.readAllBytes(SAMPLES.resolve("hello.exe")));
        bed.text("store/index2.txt");
        String key = "store/he/hello.pdb/432300D0CC1DBEB34C4C44205044422E1/hello.pdb";
        bed.file(key, Files.readAllBytes(SAMPLES.resolve("hello.pdb")));
        assertThat(verdict("hello.exe", "-s", "srv*store", "-op", "-os"))
                .isEqualTo("SYMCHK: hello.exe            PASSED  - PDB: DIR/" + key + " DBG: <N/A>");
    }

    @Test
    void aServerIsAskedOnceUnlessItIsToBeAskedAgain() throws Exception {
        byte[] pdb = Files.readAllBytes(SAMPLES.resolve("hello.pdb"));
        bed.file("hello.exe", Files.readAllBytes(SAMPLES.resolve("hello.exe")));
        String key = "hello.pdb/432300D0CC1DBEB34C4C44205044422E1/hello.pdb";
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/s/" + key, Replies.ok(pdb));
            String path = "srv*cache*" + server.url("/s");
            String passed = "SYMCHK: hello.exe            PASSED  - PDB: DIR/cache/" + key + " DBG: <N/A>";
            assertThat(verdict("hello.exe", "-s", path, "-op", "-os")).isEqualTo(passed);
            assertThat(scratch.resolve("cache/" + key)).hasBinaryContent(pdb);
            assertThat(verdict("hello.exe", "-s", path, "-op", "-os")).isEqualTo(passed);
            assertThat(server.paths())
                    .filteredOn(asked -> asked.equals("/s/" + key))
                    .hasSize(1);
            assertThat(verdict("hello.exe", "-su", path, "-op", "-os")).isEqualTo(passed);
            assertThat(server.paths())
                    .filteredOn(asked -> asked.equals("/s/" + key))
                    .hasSize(2);
        }
    }
}

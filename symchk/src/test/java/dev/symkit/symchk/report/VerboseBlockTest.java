// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Reason;
import dev.symkit.symchk.check.Searched;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.check.Subject;
import dev.symkit.symchk.check.SymbolFile;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.facts.ImageReader;
import dev.symkit.symchk.facts.PdbFacts;
import dev.symkit.symchk.facts.PdbReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerboseBlockTest {
    private static final Path FOUND = Path.of("b/app.pdb");

    /** A DBG file was looked for in two places, then a PDB in the same order, found in the second. */
    private static CheckResult result(boolean searched) throws IOException {
        Candidate.Program program = (Candidate.Program) ImageReader.read(ByteSource.of("app.exe", TestImages.image()));
        PdbFacts facts = PdbReader.read(ByteSource.of("app.pdb", TestImages.publicPdb()));
        Optional<SymbolFile<PdbFacts>> pdb = Optional.of(new SymbolFile<>(FOUND, false, facts));
        List<Searched> searches = List.of(
                new Searched("a", List.of("dbg in a"), Optional.empty()),
                new Searched("b", List.of("dbg in b"), Optional.empty()),
                new Searched("a", List.of("pdb in a"), Optional.empty()),
                new Searched("b", List.of("pdb in b"), pdb));
        return new CheckResult(
                new Subject("/bin/app.exe", program.facts(), true),
                Status.PASSED,
                Reason.NONE,
                "",
                pdb,
                Optional.empty(),
                searched ? searches : List.of());
    }

    private static List<String> search(boolean each, CheckResult result) {
        List<String> lines = new VerboseBlock("a;b", each).lines(result);
        return lines.subList(0, lines.indexOf("[SYMCHK] MODULE64 Info ----------------------"));
    }

    private static String head(String path) {
        return """
                [SYMCHK] Searching for symbols to /bin/app.exe in path PATH
                DBGHELP: Symbol Search Path: PATH
                [SYMCHK] Using search path "PATH"
                DBGHELP: No header for /bin/app.exe.  Searching for image on disk
                DBGHELP: /bin/app.exe - OK
                """.replace("PATH", path);
    }

    @Test
    void tellsOfAllPlacesAtOnceInTheOrderOfTheSearch() throws IOException {
        assertThat(String.join("\n", search(false, result(true))))
                .isEqualTo(head("a;b") + """
                dbg in a
                dbg in b
                pdb in a
                pdb in b
                DBGHELP: app - public symbols
                         PDB""".replace("PDB", FOUND.toString()));
    }

    @Test
    void tellsOfEachPlaceOnceIfEachIsSearchedOnItsOwn() throws IOException {
        assertThat(String.join("\n", search(true, result(true))))
                .isEqualTo(head("a") + """
                dbg in a
                pdb in a
                DBGHELP: app - no symbols loaded
                """ + head("b") + """
                dbg in b
                pdb in b
                DBGHELP: app - public symbols
                         PDB""".replace("PDB", FOUND.toString()));
    }

    @Test
    void namesThePathIfNothingWasLookedFor() throws IOException {
        assertThat(String.join("\n", search(true, result(false)))).startsWith(head("a;b"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.Reason;
import dev.symkit.symchk.check.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a;PASSED;SYMCHK: a                    PASSED  - text",
                "1234567890123456789;FAILED;SYMCHK: 1234567890123456789  FAILED  - text",
                "12345678901234567890;FAILED;SYMCHK: 12345678901234567890 FAILED  - text",
                "123456789012345678901;IGNORED;SYMCHK: 123456789012345678901 IGNORED  - text",
                "1234567890123456789012345678901234567890;FAILED;SYMCHK: 1234567890123456789012345678901234567890 FAILED  - text",
                "a;ERROR;SYMCHK: a                     ERROR - text",
            })
    void namesArePaddedToTwenty(String name, Status status, String line) {
        assertThat(LineStyle.line(name, status, "text")).isEqualTo(line);
    }

    @Test
    void totalsFollowAnEmptyLine() {
        assertThat(new Totals(0, 1).lines())
                .containsExactly("", "SYMCHK: FAILED files = 0", "SYMCHK: PASSED + IGNORED files = 1");
    }

    @Test
    void theTallyKnowsWhatFailsARun() {
        Tally tally = new Tally();
        tally.count(Status.PASSED, Reason.NONE);
        tally.count(Status.FAILED, Reason.RULE);
        tally.count(Status.IGNORED, Reason.FORGIVEN);
        assertThat(tally.totals()).isEqualTo(new Totals(1, 2));
        assertThat(tally.fails(Tally.FailOn.ANY)).isTrue();
        assertThat(tally.fails(Tally.FailOn.MISSING)).isFalse();
        assertThat(tally.fails(Tally.FailOn.NONE)).isFalse();
        tally.count(Status.ERROR, Reason.MISSING);
        assertThat(tally.fails(Tally.FailOn.MISSING)).isTrue();
        assertThat(tally.reasons()).isEqualTo(Map.of(Reason.MISSING, 1L, Reason.RULE, 1L, Reason.FORGIVEN, 1L));
    }

    @Test
    void aTreeHasADirectoryForEachExtension() throws IOException {
        Path pdb = TestImages.write(temporary.resolve("in/app.pdb"), TestImages.privatePdb());
        Path other = TestImages.write(temporary.resolve("in2/app.pdb"), TestImages.publicPdb());
        FlatTree tree = new FlatTree(temporary.resolve("out"), warnings::add);
        tree.put(pdb, "app.pdb", "App.DLL");
        tree.put(pdb, "app.pdb", "App.DLL");
        tree.put(pdb, "App.pdb", "noextension");
        assertThat(warnings).isEmpty();
        tree.put(other, "app.pdb", "App.DLL");
        assertThat(warnings).singleElement().asString().contains("was written for another image");
        assertThat(temporary.resolve("out/dll/app.pdb")).hasSameBinaryContentAs(pdb);
        assertThat(temporary.resolve("out/App.pdb")).exists();
        new FlatTree(temporary.resolve("out"), warnings::add).put(other, "app.pdb", "App.DLL");
        assertThat(temporary.resolve("out/dll/app.pdb")).hasSameBinaryContentAs(other);
        try (var files = Files.walk(temporary.resolve("out"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }
}

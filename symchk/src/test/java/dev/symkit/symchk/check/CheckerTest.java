// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.facts.ImageReader;
import dev.symkit.symchk.search.SymbolPlaces;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerTest {
    private static final Rules ANY = Rules.DEFAULT;

    @TempDir
    Path temporary;

    private CheckResult check(byte[] image, Rules rules) throws Exception {
        Candidate.Program program = (Candidate.Program) ImageReader.read(ByteSource.of("app.exe", image));
        try (SymbolPlaces places =
                TestImages.places(temporary, temporary.resolve("sym").toString())) {
            return new Checker(places.places(), rules, () -> false)
                    .check(new Subject("/bin/app.exe", program.facts(), true));
        }
    }

    private String text(byte[] image, Rules rules) throws Exception {
        CheckResult result = check(image, rules);
        return result.status() + " " + result.text();
    }

    private void symbols(String kind) throws Exception {
        byte[] pdb = switch (kind) {
            case "private" -> TestImages.privatePdb();
            case "public" -> TestImages.publicPdb();
            case "other" -> new PdbBuilder().guid(new UUID(1, 2)).dbiAge(1).build();
            case "age" -> new PdbBuilder().guid(TestImages.GUID).dbiAge(2).build();
            case "damaged" -> "no PDB".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> new byte[0];
        };
        if (pdb.length > 0) {
            TestImages.write(temporary.resolve("sym/app.pdb"), pdb);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "private;PASSED ;PASSED ;FAILED app.pdb is private, public required;FAILED app.pdb is private, public required",
                "public;PASSED ;FAILED app.pdb is public, private required;PASSED ;FAILED app.pdb carries no types"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void theRulesJudgeThePdb(String kind, String any, String full, String stripped, String types) throws Exception {
        symbols(kind);
        byte[] image = TestImages.image();
        assertThat(text(image, rule(PdbRule.ANY))).isEqualTo(any);
        assertThat(text(image, rule(PdbRule.FULL))).isEqualTo(full);
        assertThat(text(image, rule(PdbRule.STRIPPED))).isEqualTo(stripped);
        assertThat(text(image, rule(PdbRule.STRIPPED_WITH_TYPES))).isEqualTo(types);
    }

    private static Rules rule(PdbRule pdb) {
        return new Rules(DbgRule.SPLIT, pdb, Only.ANY, true);
    }

    @ParameterizedTest
    @CsvSource({"other", "age", "none", "damaged"})
    void aPdbOfAnotherBuildIsAMismatchWhateverTheRules(String kind) throws Exception {
        symbols(kind);
        for (PdbRule pdb : PdbRule.values()) {
            CheckResult result = check(TestImages.image(), rule(pdb));
            assertThat(result.text()).isEqualTo("app.pdb mismatched or not found");
            assertThat(result.reason()).isEqualTo(Reason.MISSING);
            assertThat(result.pdb()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"private, PRIVATE, true", "private, PUBLIC, false", "public, PRIVATE, false", "public, PUBLIC, true"})
    void aPdbOfTheOtherSortDoesNotCountAtAll(String kind, Only only, boolean passes) throws Exception {
        symbols(kind);
        CheckResult result = check(TestImages.image(), new Rules(DbgRule.SPLIT, PdbRule.ANY, only, true));
        assertThat(result.status()).isEqualTo(passes ? Status.PASSED : Status.FAILED);
        assertThat(result.text()).isEqualTo(passes ? "" : "app.pdb mismatched or not found");
    }

    @Test
    void theDirectoryOfTheExtensionIsSearchedToo() throws Exception {
        TestImages.write(temporary.resolve("sym/symbols/exe/app.pdb"), TestImages.privatePdb());
        CheckResult result = check(TestImages.image(), ANY);
        assertThat(result.pdb().orElseThrow().path()).isEqualTo(temporary.resolve("sym/symbols/exe/app.pdb"));
        assertThat(result.trace().get(0)).startsWith("DBGHELP: ").endsWith("app.pdb - file not found");
    }

    @Test
    void anImageWithoutDebugDataFailsUnlessAllowed() throws Exception {
        byte[] image = new PeImageBuilder()
                .section(".text", 0x1000, new byte[] {1}, PeImageBuilder.CODE)
                .build();
        assertThat(text(image, ANY)).isEqualTo("FAILED Built without debugging information.");
        assertThat(text(image, new Rules(DbgRule.SPLIT, PdbRule.ANY, Only.ANY, false)))
                .isEqualTo("PASSED ");
    }

    private static byte[] split() {
        byte[] name = new LittleEndian()
                .u32(1)
                .u32(26)
                .u32(0)
                .nulTerminated("App.dbg")
                .toByteArray();
        byte[] image = new PeBuilder()
                .rsds(TestImages.GUID, 1, "app.pdb")
                .debug(4, name)
                .build();
        image[PeBuilder.HEADER + 22] |= 0; // characteristics, low byte
        image[PeBuilder.HEADER + 23] |= 2; // IMAGE_FILE_DEBUG_STRIPPED
        return image;
    }

    @Test
    void aSplitImageNeedsItsDbgFile() throws Exception {
        symbols("private");
        assertThat(text(split(), ANY)).isEqualTo("FAILED Image is split correctly, but App.dbg is missing");
        DbgBuilder dbg = new DbgBuilder().timestamp(0x5A0BC0C6).sizeOfImage(0xC83000);
        byte[] other = dbg.build();
        other[12] = 1; // checksum
        TestImages.write(temporary.resolve("sym/App.dbg"), other);
        assertThat(text(split(), ANY)).isEqualTo("FAILED Checksum doesn't match with App.DBG");
        TestImages.write(temporary.resolve("sym/App.dbg"), dbg.build());
        CheckResult result = check(split(), ANY);
        assertThat(result.status()).isEqualTo(Status.PASSED);
        assertThat(result.dbg().orElseThrow().path()).isEqualTo(temporary.resolve("sym/App.dbg"));
        assertThat(result.pdb()).isPresent();
    }

    @Test
    void theOtherDbgRules() throws Exception {
        symbols("private");
        Rules inside = new Rules(DbgRule.INSIDE, PdbRule.ANY, Only.ANY, true);
        Rules none = new Rules(DbgRule.NONE, PdbRule.ANY, Only.ANY, true);
        assertThat(text(split(), inside)).isEqualTo("FAILED DBG data expected inside the image");
        assertThat(text(split(), none)).isEqualTo("FAILED DBG data or DBG pointer present");
        byte[] data = new PeBuilder()
                .rsds(TestImages.GUID, 1, "app.pdb")
                .debug(1, new byte[40])
                .build();
        assertThat(text(data, inside)).isEqualTo("PASSED ");
        assertThat(text(data, none)).isEqualTo("FAILED DBG data or DBG pointer present");
        assertThat(text(data, ANY)).isEqualTo("PASSED ");
        assertThat(text(TestImages.image(), none)).isEqualTo("PASSED ");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.FileItem;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.search.SymbolPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir
    Path temporary;

    private Path manifest(String... lines) throws IOException {
        return Files.write(temporary.resolve("manifest.txt"), List.of(lines));
    }

    private List<String> problems(Path manifest) throws Exception {
        List<String> told = new ArrayList<>();
        try (SymbolPlaces places = TestImages.places(temporary, "srv*" + temporary.resolve("store"))) {
            new ManifestFetch(places.places(), 4, () -> false)
                    .run(
                            ManifestFile.read(manifest),
                            outcome -> told.add(outcome.problem().orElse("found")));
        }
        return told;
    }

    @Test
    void readsWhatSymChkAndOthersWrite() throws IOException {
        Path file = manifest(
                "hal.dll,c1ee14460000,1",
                "",
                "; a comment",
                "# another",
                "ntdll.pdb,DCE823FCF71A4BF5AA489994520EA18F2,1",
                "NTDLL.pdb,dce823fcf71a4bf5aa489994520ea18f2,7,more",
                "ntdll.dll,41e648e07d000",
                "nonsense",
                "a.pdb,xyz,1");
        assertThat(ManifestFile.read(file))
                .extracting(entry -> entry.number() + " "
                        + entry.line().map(ManifestLine::text).orElse("malformed"))
                .containsExactly(
                        "1 hal.dll,c1ee14460000,1",
                        "5 ntdll.pdb,DCE823FCF71A4BF5AA489994520EA18F2,1",
                        "7 ntdll.dll,41e648e07d000,1",
                        "8 malformed",
                        "9 malformed");
    }

    @Test
    void writesEachLineOnce() throws IOException {
        Path image = TestImages.write(temporary.resolve("in/app.exe"), TestImages.image());
        Path text = Files.writeString(temporary.resolve("in/readme.txt"), "x");
        ManifestRecorder recorder = new ManifestRecorder(true);
        assertThat(recorder.record(FileItem.of(image, true)).status()).isEqualTo(Status.PASSED);
        assertThat(recorder.record(FileItem.of(image, true)).status()).isEqualTo(Status.PASSED);
        assertThat(recorder.record(FileItem.of(text, true)).status()).isEqualTo(Status.IGNORED);
        Path file = temporary.resolve("out.txt");
        ManifestFile.write(file, recorder.lines());
        assertThat(Files.readAllLines(file))
                .containsExactly("app.pdb,5DAD44455A83417DBDB6BE0655EE650D1,1", "app.exe,5A0BC0C6c83000,1");
        try (var left = Files.list(temporary)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("in", "out.txt");
        }
    }

    @Test
    void fetchesEachLineAndSaysWhyNot() throws Exception {
        TestImages.write(
                temporary.resolve("store/app.pdb/5DAD44455A83417DBDB6BE0655EE650D1/app.pdb"), TestImages.privatePdb());
        TestImages.write(temporary.resolve("store/pingme.txt"), new byte[0]);
        Path file = manifest("app.pdb,5dad44455a83417dbdb6be0655ee650d1,1", "gone.pdb,1234,1", "bad line");
        assertThat(problems(file))
                .containsExactly("found", "Unable to download file. Error reported was 2", "Invalid manifest line 3");
    }

    @Test
    void triesTheZerosThatImageLinesMayHaveLost() throws Exception {
        byte[] image = new dev.symkit.testkit.PeBuilder()
                .timestamp(0x00C1EE14L)
                .sizeOfImage(0x60000)
                .build();
        TestImages.write(temporary.resolve("store/hal.dll/00C1EE1460000/hal.dll"), image);
        TestImages.write(temporary.resolve("store/pingme.txt"), new byte[0]);
        assertThat(problems(manifest("hal.dll,c1ee1460000,1"))).containsExactly("found");
        assertThat(problems(manifest("hal.dll,c1ee1460001,1")))
                .containsExactly("Unable to download file. Error reported was 2");
    }

    @Test
    void aSymbolFileBelongsToTheOneImageOfItsName() {
        List<ManifestFile.Entry> lines = Stream.of(
                        "app.pdb,00000000000000000000000000000000A1,1",
                        "App.EXE,5A0BC0C61000,1",
                        "both.dbg,5A0BC0C61000,1",
                        "both.exe,5A0BC0C61000,1",
                        "both.dll,5A0BC0C61000,1",
                        "alone.pdb,3B7D82D31,1",
                        "damaged")
                .map(text -> new ManifestFile.Entry(1, text, ManifestLine.parse(text)))
                .toList();
        ManifestImages images = new ManifestImages(lines);
        assertThat(lines.stream().flatMap(entry -> entry.line().stream()).map(images::imageOf))
                .containsExactly("app.exe", "App.EXE", "", "both.exe", "both.dll", "");
        assertThat(lines.stream().flatMap(entry -> entry.line().stream()).map(ManifestLine::kind))
                .containsExactly(
                        ManifestLine.Kind.PDB,
                        ManifestLine.Kind.IMAGE,
                        ManifestLine.Kind.DBG,
                        ManifestLine.Kind.IMAGE,
                        ManifestLine.Kind.IMAGE,
                        ManifestLine.Kind.PDB);
    }
}

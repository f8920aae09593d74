// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSelectionTest {
    /** The two kinds of file system. */
    enum Kind {
        UNIX,
        WINDOWS;

        /** A tree of six files below the working directory. */
        Path tree() throws IOException {
            boolean unix = this == UNIX;
            FileSystem system = Jimfs.newFileSystem(unix ? Configuration.unix() : Configuration.windows());
            Path work = system.getPath(unix ? "/w" : "C:\\w");
            for (String name : List.of("b.PDB", "A.pdb", "noext", "c.exe", "sub/d.pdb", "sub/deep/e.lib.pdb")) {
                Path file = work.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, name);
            }
            return work;
        }
    }

    private static List<String> found(Path work, FileSelection selection) {
        List<String> names = new ArrayList<>();
        for (FileSelection.Found found : selection.files()) {
            Path file = found.path();
            assertThat(found.size()).isNotNegative();
            assertThat(file).isAbsolute().isEqualTo(file.normalize());
            names.add(work.relativize(file).toString().replace('\\', '/'));
        }
        return names;
    }

    private static FileSelection selection(Path work, boolean recurse, String... excludes) {
        return new FileSelection(work, new Selection(List.of(), List.of(excludes), recurse), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryGivesItsFilesInPathOrder(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = selection(work, false);

        assertThat(selection.add(work.toString())).isTrue();

        assertThat(found(work, selection)).containsExactly("A.pdb", "b.PDB", "c.exe", "noext");
    }

    @ParameterizedTest
    @EnumSource
    void recursionAppliesThePatternEverywhereIgnoringCase(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = selection(work, true, "*.LIB.pdb");

        assertThat(selection.add("*.pDb")).isTrue();

        assertThat(found(work, selection)).containsExactly("A.pdb", "b.PDB", "sub/d.pdb");
    }

    @ParameterizedTest
    @EnumSource
    void starDotStarMeansNamesWithoutADotToo(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = selection(work, false);

        assertThat(selection.add("sub/../*.*")).isTrue();

        assertThat(found(work, selection)).containsExactly("A.pdb", "b.PDB", "c.exe", "noext");
    }

    @ParameterizedTest
    @EnumSource
    void aFileFoundTwiceCountsOnceAndBothValuesMatch(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = selection(work, false);

        assertThat(selection.add("sub")).isTrue();
        assertThat(selection.add("sub/*.pdb")).isTrue();
        assertThat(selection.add("sub/d.pdb")).isTrue();

        assertThat(found(work, selection)).containsExactly("sub/d.pdb");
    }

    @ParameterizedTest
    @EnumSource
    void whatNamesNothingSaysSo(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = selection(work, false);

        for (String value : List.of("none.pdb", "*.dll", "s?b/d.pdb", "nowhere/*", "@none.txt", "a\0b", "*|/x")) {
            assertThat(selection.add(value)).as(value).isFalse();
        }

        assertThat(selection.files()).isEmpty();
        assertThat(selection.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aListedFileThatIsMissingIsAnErrorAndTheRestGoesOn(Kind kind) throws IOException {
        Path work = kind.tree();
        Files.writeString(work.resolve("list.txt"), "\r\n\"c.exe\"\r\nmissing.dll\nb\0d\n  sub/*.pdb  \n");
        FileSelection selection = selection(work, true);

        assertThat(selection.add("@list.txt")).isTrue();

        assertThat(found(work, selection)).containsExactly("c.exe", "sub/d.pdb", "sub/deep/e.lib.pdb");
        assertThat(selection.errors())
                .extracting(FileReport::source)
                .containsExactlyInAnyOrder("b\0d", work.resolve("missing.dll").toString());
        assertThat(selection.errors()).extracting(FileReport::errorCode).containsOnly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252", "UTF-8+BOM", "UTF-16LE+BOM"})
    void listsAreReadInTheirEncoding(String name) throws IOException {
        Path work = Kind.UNIX.tree();
        Files.writeString(work.resolve("gr\u00FC\u00DFe.exe"), "x");
        boolean bom = name.endsWith("+BOM");
        Charset charset = Charset.forName(name.replace("+BOM", ""));
        Files.write(work.resolve("list"), ((bom ? "\uFEFF" : "") + "gr\u00FC\u00DFe.exe\r\n").getBytes(charset));
        FileSelection selection = selection(work, false);

        assertThat(selection.add("@list")).isTrue();

        assertThat(found(work, selection)).containsExactly("gr\u00FC\u00DFe.exe");
        assertThat(selection.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theStoreBelowTheDirectoryIsSkipped(Kind kind) throws IOException {
        Path work = kind.tree();
        FileSelection selection = new FileSelection(
                work,
                new Selection(List.of(), List.of(), true),
                Optional.of(work.resolve("sub").toRealPath()));

        assertThat(selection.add(".")).isTrue();

        assertThat(found(work, selection)).containsExactly("A.pdb", "b.PDB", "c.exe", "noext");
    }

    @ParameterizedTest
    @EnumSource
    void linksAreFollowedButNotInCircles(Kind kind) throws IOException {
        Path work = kind.tree();
        Files.createSymbolicLink(work.resolve("sub/deep/up"), work.resolve("sub"));
        Files.createSymbolicLink(work.resolve("sub/link.exe"), work.resolve("c.exe"));
        Files.createSymbolicLink(work.resolve("sub/gone.exe"), work.resolve("gone"));
        FileSelection selection = selection(work, true);

        assertThat(selection.add("sub")).isTrue();

        assertThat(found(work, selection)).containsExactly("sub/d.pdb", "sub/deep/e.lib.pdb", "sub/link.exe");
        assertThat(selection.errors()).isEmpty();
    }

    @Test
    void windowsTakesBothSlashesAndUnixOnlyOne() throws IOException {
        Path windows = Kind.WINDOWS.tree();
        FileSelection onWindows = selection(windows, false);
        assertThat(onWindows.add("C:/w\\sub\\*.pdb")).isTrue();
        assertThat(found(windows, onWindows)).containsExactly("sub/d.pdb");

        Path unix = Kind.UNIX.tree();
        assertThat(selection(unix, false).add("sub\\*.pdb")).isFalse();
        Files.write(unix.resolve("a\\b.pdb"), "x".getBytes(StandardCharsets.US_ASCII));
        FileSelection onUnix = selection(unix, false);
        assertThat(onUnix.add("a\\b.pdb")).isTrue();
        assertThat(found(unix, onUnix)).hasSize(1);
    }
}

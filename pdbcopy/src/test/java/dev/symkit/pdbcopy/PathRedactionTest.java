// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathRedactionTest {
    @ParameterizedTest
    @CsvSource({
        "C:\\build=X, C:\\build\\a.obj, X\\a.obj",
        "C:\\build=X, c:/BUILD/a.obj, X/a.obj",
        "C:\\build=X, C:\\build, X",
        "C:\\build=X, C:\\builder\\a.obj, C:\\builder\\a.obj",
        "C:\\build=X, D:\\build\\a.obj, D:\\build\\a.obj",
        "C:\\build=X, C:\\buil, C:\\buil",
        "C:\\build\\=X, C:\\build\\a.obj, Xa.obj",
        "C:\\build/=, C:\\build\\a.obj, a.obj",
        "C:\\build=, C:\\build\\a.obj, \\a.obj",
        "/home/me=~, /home/me/lib.a, ~/lib.a",
        "/home/me=a=b, /home/me/lib.a, a=b/lib.a",
        "* Linker *=X, * Linker *, X"
    })
    void replacesPrefix(String pair, String path, String expected) {
        PathRedaction redaction = PathRedaction.parse(pair).orElseThrow();
        assertThat(redaction.apply(Name.of(path))).isEqualTo(Name.of(expected));
    }

    @Test
    void otherLettersAreComparedByTheirBytes() {
        PathRedaction redaction = PathRedaction.parse("C:\\b\u00fcro=X").orElseThrow();
        assertThat(redaction.apply(Name.of("c:\\B\u00fcRO\\a"))).isEqualTo(Name.of("X\\a"));
        assertThat(redaction.apply(Name.of("c:\\b\u00dcro\\a"))).isEqualTo(Name.of("c:\\b\u00dcro\\a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=X", "C:\\build"})
    void needsPrefix(String pair) {
        assertThat(PathRedaction.parse(pair)).isEmpty();
    }

    @Test
    void oneAfterTheOther() throws IOException {
        PdbFile source = Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x64/engine.pdb")));
        List<PathRedaction> redactions = List.of(
                PathRedaction.parse("C:/SRC=D:\\secret").orElseThrow(),
                PathRedaction.parse("d:\\secret=obj").orElseThrow());
        StripOptions options =
                new StripOptions(StripOptions.Filter.NONE, Set.of(), false, true, false, false, redactions);
        byte[] file = Pdbs.strip(source, options);
        PdbFile result = Pdbs.open(file);
        assertThat(result.module(0).info().name()).isEqualTo(Name.of("obj\\engine.obj"));
        assertThat(result.module(0).info().objectFile()).isEqualTo(Name.of("obj\\engine.obj"));
        assertThat(result.module(1).info().name()).isEqualTo(Name.of("* Linker *"));
        assertThat(new String(file, ISO_8859_1)).doesNotContain("c:\\src").doesNotContain("secret");
        assertThat(Pdbs.stripped(source, options).report().paths())
                .contains("obj\\engine.obj")
                .noneMatch(path -> path.startsWith("c:"));
        assertThat(Pdbs.publics(result)).isEqualTo(Pdbs.publics(source));
    }
}

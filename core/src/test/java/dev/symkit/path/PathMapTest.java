// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.path.PathMap.Mapping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathMapTest {
    private static final PathMap MAP = new PathMap(List.of(
            new Mapping("\\\\build\\syms", "/mnt/syms"),
            new Mapping("//Build/syms/deep/", "/deep/"),
            new Mapping("\\\\other\\s", "/old"),
            new Mapping("\\\\other\\s", "/new")));

    @ParameterizedTest
    @CsvSource({
        "\\\\build\\syms\\a.pdb, /mnt/syms/a.pdb",
        "\\\\BUILD\\Syms\\x\\*.pdb, /mnt/syms/x/*.pdb",
        "//build/syms/x/, /mnt/syms/x/",
        "\\\\build\\syms, /mnt/syms",
        "\\\\build\\syms\\, /mnt/syms",
        "\\\\build\\syms\\Deep\\a, /deep/a",
        "\\\\build\\syms\\deeper\\a, /mnt/syms/deeper/a",
        "\\\\other\\s\\a, /new/a",
        "\\\\build\\sym\\a, \\\\build\\sym\\a",
        "\\\\build\\symsx\\a, \\\\build\\symsx\\a",
        "\\\\build, \\\\build",
        "/build/syms/a, /build/syms/a",
        "C:\\build\\syms, C:\\build\\syms"
    })
    void theLongestShareThatFitsCountsIgnoringCaseAndSlash(String path, String local) {
        assertThat(MAP.local(path)).isEqualTo(local);
    }

    @Test
    void theWayBackHasBackslashes() {
        Mapping mapping = new Mapping("//build/syms/", "/mnt");

        assertThat(mapping.remote("x/a.pdb")).isEqualTo("\\\\build\\syms\\x\\a.pdb");
        assertThat(mapping.remote("")).isEqualTo("\\\\build\\syms");
    }

    @Test
    void aPairIsAShareAndADirectory() {
        String pair = "\\\\s\\h = /mnt/a=b";
        assertThat(PathMap.isPair(pair)).isTrue();
        assertThat(PathMap.of(List.of(pair)).mappings()).containsExactly(new Mapping("\\\\s\\h", "/mnt/a=b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "\\\\s\\h", "\\\\s\\h=", "\\\\s=/mnt", "/mnt=/mnt", "C:\\x=/mnt"})
    void anythingElseIsNoPair(String text) {
        assertThat(PathMap.isPair(text)).isFalse();
        assertThatThrownBy(() -> PathMap.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}

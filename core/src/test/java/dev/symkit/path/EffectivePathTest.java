// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EffectivePathTest {
    private static final Map<String, String> ALL = Map.of(
            "_NT_ALT_SYMBOL_PATH", "/alt;",
            "_NT_SYMBOL_PATH", "srv*/c*https://h;/main",
            "_NT_EXECUTABLE_IMAGE_PATH", "/images;https://i");

    private static EffectivePath path(Map<String, String> variables) {
        PathEnvironment machine = new PathEnvironment(HostSystem.OTHER, variables, "", "");
        return new EffectivePath(ParseOptions.of(ParseMode.STRICT).on(machine), false, directory -> true);
    }

    @Test
    void theGivenPathCountsThenTheEnvironment() throws SymbolPathException {
        assertThat(path(ALL).symbols("/x").expanded()).isEqualTo("/x");
        assertThat(path(ALL).symbols(" ").expanded()).isEqualTo("/alt;srv*/c*https://h;/main");
        assertThat(path(Map.of("_NT_SYMBOL_PATH", "/main")).symbols("").expanded())
                .isEqualTo("/main");
        assertThat(path(Map.of("_NT_ALT_SYMBOL_PATH", "/alt")).symbols("").expanded())
                .isEqualTo("/alt");
        assertThat(path(Map.of("_NT_SYMBOL_PATH", " ")).symbols("").expanded()).isEqualTo(".");
    }

    @Test
    void imagesHaveAPathOfTheirOwnInFront() throws SymbolPathException {
        SymbolPath images = path(ALL).images("/x");

        assertThat(images.expanded()).isEqualTo("/images;srv*https://i;/x");
        assertThat(images.warnings()).hasSize(1);
        assertThat(path(Map.of()).images("").expanded()).isEqualTo(".");
    }

    @Test
    void theEnvironmentCanBeIgnored() throws SymbolPathException {
        EffectivePath path = new EffectivePath(path(ALL).options(), true, directory -> true);

        assertThat(path.symbols("").expanded()).isEqualTo(".");
        assertThat(path.symbols("/x").expanded()).isEqualTo("/x");
        assertThat(path.images("").expanded()).isEqualTo(".");
    }

    @Test
    void missingDirectoriesOfTheEnvironmentAreDropped() throws SymbolPathException {
        String text = "/gone;/here;\\\\h\\s;cache*/gone;srv*/gone*/gone";
        Map<String, String> variables = Map.of("_NT_SYMBOL_PATH", text, "_NT_EXECUTABLE_IMAGE_PATH", "/gone");
        List<String> asked = new ArrayList<>();
        EffectivePath path = new EffectivePath(path(variables).options(), false, directory -> {
            asked.add(directory);
            return directory.equals("/here");
        });

        assertThat(path.symbols("").expanded()).isEqualTo("/here;\\\\h\\s;cache*/gone;srv*/gone*/gone");
        assertThat(asked).containsExactly("/gone", "/here");
        assertThat(path.symbols("/gone").expanded()).isEqualTo("/gone");
        assertThat(path.images("/x").expanded()).isEqualTo("/x");
    }

    @Test
    void nothingTakesThePlaceOfAPathThatIsGoneAltogether() throws SymbolPathException {
        PathEnvironment machine = new PathEnvironment(HostSystem.OTHER, Map.of("_NT_SYMBOL_PATH", "/gone"), "", "");
        ParseOptions options = ParseOptions.of(ParseMode.STRICT).on(machine);

        assertThat(new EffectivePath(options, false, directory -> false)
                        .symbols("")
                        .elements())
                .isEmpty();
    }

    @Test
    void theEnvironmentIsReadAsStrictlyAsThePath() {
        assertThatThrownBy(() -> path(Map.of("_NT_SYMBOL_PATH", "symsrv*")).symbols(""))
                .isInstanceOf(SymbolPathException.class);
    }
}

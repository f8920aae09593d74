// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.io.Name;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecoratedHintsTest {
    private static Map<String, String> hints(List<String> missing, String... publics) {
        return DecoratedHints.of(
                missing.stream().map(Name::of).toList(),
                Stream.of(publics)
                        .map(name -> new PublicSymbol(0x110E, 2, 0, 1, Name.of(name)))
                        .toList());
    }

    @Test
    void theOnePublicWithTheNameIsMeant() {
        assertThat(hints(
                        List.of("game::start", "int game::build", "nosuch"),
                        "?start@game@@YAXH@Z",
                        "?build@game@@3HA",
                        "main"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("game::start", "?start@game@@YAXH@Z", "int game::build", "?build@game@@3HA"));
    }

    @Test
    void overloadsAreToldApartOnlyByTheWholeName() {
        String[] publics = {"?start@game@@YAXH@Z", "?start@game@@YAXN@Z"};
        assertThat(hints(List.of("game::start"), publics)).isEmpty();
        assertThat(hints(List.of("void __cdecl game::start(double)"), publics))
                .containsExactly(Map.entry("void __cdecl game::start(double)", "?start@game@@YAXN@Z"));
    }
}

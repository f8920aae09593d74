// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Props;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SymbolPathPropertyTest {
    private static final List<String> PIECES = List.of(
            "srv*",
            "SRV*",
            "symsrv*",
            "symsrv.dll",
            "cache*",
            "*",
            "*",
            ";",
            ";",
            " ",
            "\"",
            "\"",
            "\\\\",
            "\\",
            "/",
            "//",
            "?",
            "#",
            "\\\\?\\",
            "UNC\\",
            "https://",
            "s3://",
            "S3:",
            "http://",
            "://",
            "@",
            ":",
            "C:",
            "c:\\",
            "a",
            "b.c",
            "~",
            "$A",
            "%A%",
            "${A}",
            "%",
            "\t",
            "\u0000",
            "\u00E9",
            "\uD83D",
            "\u2003",
            ".",
            "..",
            "*/1*/2*/3*/4*/5*/6*/7*/8*/9*/10*/11");

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(14); left > 0; left--) {
            text.append(
                    random.nextInt(20) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(HostSystem.class)
    void anyTextIsAPathAndItsExpandedFormIsTheSamePath(HostSystem system) {
        PathEnvironment environment = new PathEnvironment(system, Map.of(), "", "");
        PathEnvironment atHome = new PathEnvironment(system, Map.of("A", "x;y*z"), "/h me", "/w d/");
        ParseOptions lenient = ParseOptions.of(ParseMode.LENIENT);

        Props.forAll(3, 6_000, SymbolPathPropertyTest::text, text -> {
            stays(text, lenient.on(environment));
            stays(text, lenient.on(atHome));
            SymbolPath expanded = SymbolPath.parse(text, lenient.on(atHome).expanding(true));
            assertThat(SymbolPath.parse(expanded.expanded(), lenient.on(atHome)).elements())
                    .isEqualTo(expanded.elements());
        });
    }

    private static void stays(String text, ParseOptions options) throws SymbolPathException {
        SymbolPath path = SymbolPath.parse(text, options);
        assertThat(path.warnings()).noneMatch(warning -> warning.chars().anyMatch(Character::isISOControl));
        SymbolPath again = SymbolPath.parse(path.expanded(), options);
        assertThat(again.elements()).isEqualTo(path.elements());
        assertThat(again.expanded()).isEqualTo(path.expanded());
        boolean fits = path.elements().stream()
                .noneMatch(element -> element instanceof PathElement.Chain chain
                        && chain.stores().size() > SymbolPath.MAX_STORES);
        if (fits) {
            String named = path.expanded("/default store");
            assertThat(SymbolPath.parse(named, options).expanded("/other")).isEqualTo(named);
        }
    }

    @Test
    void strictModeReadsOrRefusesWhatLenientModeReads() {
        List<Boolean> refusals = new ArrayList<>();
        Props.forAll(4, 6_000, SymbolPathPropertyTest::text, text -> {
            SymbolPath lenient = SymbolPath.parse(text, ParseMode.LENIENT);
            try {
                assertThat(SymbolPath.parse(text, ParseMode.STRICT)).isEqualTo(lenient);
                refusals.add(false);
            } catch (SymbolPathException e) {
                assertThat(lenient.warnings()).anyMatch(warning -> warning.startsWith(e.getMessage() + ", "));
                refusals.add(true);
            }
        });
        assertThat(refusals).contains(true, false);
    }
}

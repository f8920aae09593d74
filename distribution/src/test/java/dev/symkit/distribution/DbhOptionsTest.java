// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every option of dbh.md 1 and 8 has a golden case or a test that proves it. */
class DbhOptionsTest {
    private static final String SOURCES = "dbh/src/main/java/dev/symkit/dbh/cli/";
    private static final Pattern LETTERS = Pattern.compile("LETTERS = \"(\\w+)\"");
    private static final Pattern WITH_COLON = Pattern.compile("startsWith\\(\"(\\w:)\"\\)");
    private static final Pattern HELP = Pattern.compile("equals\\(\"(\\?+)\"\\)");
    private static final Pattern INTERNAL = Pattern.compile("INTERNAL = List\\.of\\(([^)]*)\\)");

    /** Options as users write them, without the first {@code -}. */
    static final Map<String, List<String>> PROOFS = Map.ofEntries(
            Map.entry("n", List.of("noisy", "options", "quiet", "DbhOptionsTest#optionsAreCarriedOut")),
            Map.entry("v", List.of("options", "DbhSpellingTest#optionsEndAtTheFirstOperand")),
            Map.entry("c", List.of("first-row", "DbhOptionsTest#optionsAreCarriedOut")),
            Map.entry("d", List.of("publics", "options", "SessionCommandsTest#decoratedNamesAreTheSameAsTwoChanges")),
            Map.entry(
                    "p:",
                    List.of(
                            "no-process",
                            "wrong-use",
                            "DbhProcessIT",
                            "DbhOptionsTest#withAProcessAllWordsAreTheCommand")),
            Map.entry("s:", List.of("path-option", "noisy", "wrong-use")),
            Map.entry("?", List.of("help", "DbhOptionsTest#helpIsATitleAndTheUsage")),
            Map.entry("??", List.of("commands", "DbhOptionsTest#helpIsATitleAndTheUsage")),
            Map.entry("e", List.of("session", "wrong-use", "DbhIT#severalCommandsAndJson")),
            Map.entry("-json", List.of("json", "DbhIT#severalCommandsAndJson")),
            Map.entry("-base", List.of("enum", "info", "wrong-use", "DbhIT#aCommandOfTheCommandLineIsAnswered")),
            Map.entry(
                    "-demangle", List.of("demangle", "wrong-use", "SymbolCommandsTest#publicsHaveNamesOfEitherStyle")),
            Map.entry("-color", List.of("color", "wrong-use", "ColorsTest", "DbhOptionsTest#coloursAreForTerminals")),
            Map.entry("-no-prompt", List.of("dialogue-end", "DbhOptionsTest#commandsComeFromAPipe")),
            Map.entry("-quiet", List.of("quiet")));

    static final List<String> FORMS =
            List.of("operands", "dialogue", "version", "help", "wrong-use", "not-loaded", "DbhSpellingTest");

    private static String source(String name) throws IOException {
        return Files.readString(Tree.sources().resolve(SOURCES + name), UTF_8);
    }

    /** The options that the table declares, those that only the spelling knows, and without those that are its own. */
    private static Set<String> declared() throws IOException {
        Set<String> names = new TreeSet<>(OptionProofs.switches(source("DbhOptions.java")));
        String spelling = source("DbhSpelling.java");
        Matcher internal = INTERNAL.matcher(spelling);
        assertThat(internal.find()).isTrue();
        names.removeIf(name -> internal.group(1).contains('"' + name + '"'));
        Matcher letters = LETTERS.matcher(spelling);
        assertThat(letters.find()).isTrue();
        letters.group(1).chars().forEach(letter -> names.add(String.valueOf((char) letter)));
        WITH_COLON.matcher(spelling).results().forEach(found -> names.add(found.group(1)));
        HELP.matcher(spelling).results().forEach(found -> names.add(found.group(1)));
        TreeSet<String> shown = new TreeSet<>();
        names.forEach(name -> shown.add(name.startsWith("--") ? name.substring(1) : name));
        return shown;
    }

    @Test
    void everyOptionIsProved() throws IOException {
        assertThat(declared()).containsExactlyInAnyOrderElementsOf(PROOFS.keySet());
        for (List<String> proofs : PROOFS.values()) {
            assertThat(proofs).isNotEmpty();
            OptionProofs.assertThere("dbh", proofs);
        }
    }

    /** {@code -v} is another name of {@code -n}. */
    @Test
    void theHelpNamesEveryOption() throws IOException {
        String help = Files.readString(Tree.sources().resolve("distribution/src/test/golden/dbh/help/stdout"), UTF_8);
        for (String name : declared()) {
            if (!name.equals("v")) {
                assertThat(help).contains("  -" + name);
            }
        }
    }

    @Test
    void everyFormOfTheCommandLineIsProved() throws IOException {
        OptionProofs.assertThere("dbh", FORMS);
    }
}

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

/** Every option of symchk.md 1.2, 1.3 and 10 has a golden case or a test that proves it. Letters that choose are options of their own. */
class SymChkOptionsTest {
    private static final Pattern OPTION = Pattern.compile("@Option\\(names = \"-?([-\\w]+)\"\\)");
    private static final List<String> TABLES = List.of("ChkOptions", "InputOptions", "OutputOptions", "SearchOptions");
    private static final Map<String, Pattern> LETTERS = Map.of(
            "s", Pattern.compile("\"s\\(\\[(\\w+)]\\*\\)\""),
            "d", Pattern.compile("'d' && \"(\\w+)\""),
            "p", Pattern.compile("'p' && \"(\\w+)\""));

    private static final Map<String, List<String>> INPUT = Map.ofEntries(
            Map.entry("r", List.of("recurse", "masks", "FilesTest")),
            Map.entry("if", List.of("passed", "wrong-use")),
            Map.entry("id", List.of("dump", "dump-wrong", "DumpFileTest")),
            Map.entry("ih", List.of("hotfix", "HotfixFileTest")),
            Map.entry("ie", List.of("processes", "ProcessFilesTest#findsProcessesByProgramAndAllOfThem")),
            Map.entry("ip", List.of("processes", "ProcessFilesTest#listsTheImagesThatAProcessHasMapped")),
            Map.entry("it", List.of("list", "wrong-use", "FilesTest")),
            Map.entry("im", List.of("manifest-fetch", "manifest-options", "wrong-use", "ManifestTest")),
            Map.entry("fm", List.of("dump", "dump-wrong", "slash")),
            Map.entry("ea", List.of("exclude", "manifest-write", "manifest-options")),
            Map.entry("ee", List.of("forgive", "manifest-options")),
            Map.entry("cc", List.of("hotfix", "useless-options")),
            Map.entry("cn", List.of("processes", "useless-options")));

    private static final Map<String, List<String>> SEARCH = Map.of(
            "s", List.of("passed", "provider", "wrong-use", "SymbolPlacesTest"),
            "se", List.of("every-element", "SymbolPlacesTest"),
            "su", List.of("refresh"),
            "sp", List.of("public-private", "CheckerTest#aPdbOfTheOtherSortDoesNotCountAtAll"),
            "ss", List.of("public-private", "CheckerTest#aPdbOfTheOtherSortDoesNotCountAtAll"),
            "sr", List.of("search-below", "SymbolPlacesTest"));

    private static final Map<String, List<String>> OUTPUT = Map.ofEntries(
            Map.entry(
                    "v",
                    List.of(
                            "verbose",
                            "verbose-failed",
                            "SymChkCommandTest#oneVTellsOfRequests",
                            "SymChkCommandTest#moreOfThemTellOfRequestsAsAWhole")),
            Map.entry("q", List.of("quiet", "failed-mismatch")),
            Map.entry("ob", List.of("full-paths")),
            Map.entry(
                    "oc",
                    List.of("tree", "manifest-options", "wrong-use", "ReportTest#aTreeHasADirectoryForEachExtension")),
            Map.entry("ocx", List.of("tree", "dump", "dbg-rules")),
            Map.entry("ocxa", List.of("tree")),
            Map.entry("od", List.of("all-lists", "quiet")),
            Map.entry("oe", List.of("all-lists", "failed-mismatch")),
            Map.entry("oi", List.of("all-lists", "ignored")),
            Map.entry("op", List.of("all-lists", "passed")),
            Map.entry("os", List.of("full-paths")),
            Map.entry("ot", List.of("quiet")),
            Map.entry("ov", List.of("dump", "versions")),
            Map.entry("ol", List.of("pass-list", "dbg-rules", "manifest-options", "wrong-use")),
            Map.entry("om", List.of("manifest-write", "dump", "hotfix", "wrong-use")));

    private static final Map<String, List<String>> RULES = Map.ofEntries(
            Map.entry("av", List.of("passed")),
            Map.entry("cs", List.of("failed-no-debug", "CheckerTest#anImageWithoutDebugDataFailsUnlessAllowed")),
            Map.entry("ds", List.of("dbg-rules", "CheckerTest#aSplitImageNeedsItsDbgFile")),
            Map.entry("de", List.of("dbg-rules", "CheckerTest#theOtherDbgRules")),
            Map.entry("dn", List.of("dbg-rules", "CheckerTest#theOtherDbgRules")),
            Map.entry("pa", List.of("pdb-rules", "CheckerTest#theRulesJudgeThePdb")),
            Map.entry("pf", List.of("pdb-rules", "CheckerTest#theRulesJudgeThePdb")),
            Map.entry("ps", List.of("pdb-rules", "CheckerTest#theRulesJudgeThePdb")),
            Map.entry("pt", List.of("pdb-rules", "CheckerTest#theRulesJudgeThePdb")),
            Map.entry("port", List.of("port")));

    private static final Map<String, List<String>> LONG = Map.ofEntries(
            Map.entry("--jobs", List.of("jobs", "wrong-use")),
            Map.entry("--json", List.of("json")),
            Map.entry("--timeout", List.of("wrong-use", "SymChkCommandTest#aSilentServerIsGivenUp")),
            Map.entry(
                    "--retries",
                    List.of("network", "wrong-use", "SymChkCommandTest#requestsAreRepeatedAsOftenAsWanted")),
            Map.entry("--no-network", List.of("network", "SymChkCommandTest#withoutNetworkNoServerIsAsked")),
            Map.entry("--manifest-images", List.of("manifest-write", "useless-options")),
            Map.entry("--images", List.of("dump", "useless-options")),
            Map.entry("--fail-on", List.of("failed-no-debug", "wrong-use", "ReportTest#theTallyKnowsWhatFailsARun")),
            Map.entry("--signature", List.of("signature-checksum", "json", "manifest-options")),
            Map.entry("--checksum", List.of("signature-checksum", "json", "manifest-options")),
            Map.entry("--progress", List.of("jobs", "ProgressTest")),
            Map.entry("--summary-by", List.of("failed-no-debug", "forgive", "wrong-use")));

    private static String source(String name) throws IOException {
        return Files.readString(Tree.sources().resolve("symchk/src/main/java/dev/symkit/symchk/cli/" + name), UTF_8);
    }

    /** The options that the sources declare, and the letters that make one option several. */
    private static Set<String> declared() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String table : TABLES) {
            for (Matcher option = OPTION.matcher(source(table + ".java")); option.find(); ) {
                names.add(option.group(1).startsWith("-") ? "-" + option.group(1) : option.group(1));
            }
        }
        String spelling = source("ChkSpelling.java");
        for (Map.Entry<String, Pattern> each : LETTERS.entrySet()) {
            Matcher letters = each.getValue().matcher(spelling);
            assertThat(letters.find()).as(each.getKey()).isTrue();
            letters.group(1).chars().forEach(letter -> names.add(each.getKey() + (char) letter));
        }
        return names;
    }

    @Test
    void everyOptionIsProved() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (Map<String, List<String>> options : List.of(INPUT, SEARCH, OUTPUT, RULES, LONG)) {
            listed.addAll(options.keySet());
            for (List<String> proofs : options.values()) {
                assertThat(proofs).isNotEmpty();
                OptionProofs.assertThere("symchk", proofs);
            }
        }
        assertThat(declared()).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void theHelpNamesEveryOption() throws IOException {
        String help =
                Files.readString(Tree.sources().resolve("distribution/src/test/golden/symchk/help/stdout"), UTF_8);
        for (String name : declared()) {
            boolean letter = SEARCH.containsKey(name) && name.length() > 1;
            String shown = name.startsWith("--") ? name : letter ? " " + name.substring(1) + "  " : "/" + name;
            assertThat(help).contains(shown);
        }
    }

    @Test
    void everyFormOfTheCommandLineIsProved() throws IOException {
        OptionProofs.assertThere(
                "symchk",
                List.of(
                        "directories",
                        "failed-missing",
                        "ignored",
                        "masks",
                        "no-arguments",
                        "help",
                        "version",
                        "slash",
                        "wrong-use",
                        "ChkSpellingTest"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What proves each command of dbh.md section 3, each rule of sections 1, 2, 8 and 9, and each acceptance check of section 10: golden cases
 * by name, tests as {@code Class} or {@code Class#method}. A command is a name and, if it has one, its short form.
 */
class DbhAcceptanceTest {
    private static final String SYMBOLS = "SymbolCommandsTest#";
    private static final String LINES = "LineCommandsTest#";
    private static final String PROCESS = "DbhProcessIT#theModulesOfAProcessAreThoseThatItHasMapped";
    private static final String SESSION_IT = "DbhSessionIT#";

    private static final Map<String, List<String>> SESSION = Map.of(
            "help ?", List.of("commands", "short-help", "CommandsTest"),
            "quit q", List.of("dialogue", "session", "DbhOptionsTest#commandsComeFromAPipe"),
            "verbose v", List.of("session", "noisy", "SessionCommandsTest#verboseIsSwitchedAndTold"),
            "sympath", List.of("session", "path-option", "SessionCommandsTest#theSymbolPathIsShownAndSet"),
            "symopt", List.of("options", "SessionCommandsTest#optionsAreAddedAndTakenAway"),
            "setret", List.of("session", "first-row", "SessionCommandsTest#listingsStopAfterOneRowIfWanted"),
            "scrap", List.of("session"));

    private static final Map<String, List<String>> MODULES = Map.ofEntries(
            Map.entry("load", List.of("modules", "not-loaded", "ModuleLoaderTest", PROCESS)),
            Map.entry("unload u", List.of("modules", "made-up", PROCESS)),
            Map.entry("base b", List.of("modules", "dialogue", PROCESS)),
            Map.entry("mod", List.of("process-only", PROCESS)),
            Map.entry("refresh", List.of("process-only", PROCESS)),
            Map.entry("enummod", List.of("modules", "operands", "json")),
            Map.entry("epmod", List.of("process-only", PROCESS)),
            Map.entry("info i", List.of("info", "modules", "exports", "mismatch", "ModuleCommandsTest")),
            Map.entry("omap", List.of("module-lists", LINES + "followsCodeThatWasMoved")),
            Map.entry("obj o", List.of("module-lists", LINES + "listsObjectsAndSources")),
            Map.entry("src r", List.of("module-lists", LINES + "listsObjectsAndSources")),
            Map.entry("multi", List.of("multi", "ModuleCommandsTest#loadingManyTimesIsTimed")));

    private static final Map<String, List<String>> OF_SYMBOLS = Map.ofEntries(
            Map.entry("enum x", List.of("enum", "publics", "exports", SYMBOLS + "tableHasTheDocumentedColumns")),
            Map.entry("name n", List.of("records", "publics", SYMBOLS + "recordsHaveTheFieldsOfTheirKind")),
            Map.entry("addr a", List.of("records", "made-up", SYMBOLS + "findsWhatCoversAnAddress")),
            Map.entry("enumaddr m", List.of("around", "exports", SYMBOLS + "findsWhatCoversAnAddress")),
            Map.entry("next s", List.of("around", "made-up", SYMBOLS + "stepsToNeighbours")),
            Map.entry("prev p", List.of("around", SYMBOLS + "stepsToNeighbours")),
            Map.entry("index", List.of("records", "made-up", SYMBOLS + "recordsHaveTheFieldsOfTheirKind")),
            Map.entry("scope", List.of("records", SYMBOLS + "scopesLeadOutwards")),
            Map.entry("locals z", List.of("locals", "LocalCommandsTest")),
            Map.entry("srch", List.of("search", SYMBOLS + "searchesByKind")),
            Map.entry("type t", List.of("types", "exports", "TypeCommandsTest")),
            Map.entry("etypes", List.of("types", "TypeCommandsTest#allTypesAreListedOnce")),
            Map.entry("dtag", List.of("types", "first-row", "TagTest")),
            Map.entry("dump", List.of("dump", SYMBOLS + "dumpsEverySymbol")),
            Map.entry("undec", List.of("undecorate", SYMBOLS + "undecoratesWithoutAModule")),
            Map.entry("add +", List.of("made-up", SYMBOLS + "madeUpSymbolsReachToTheirEndAndGoWithTheModule")),
            Map.entry("del -", List.of("made-up", SYMBOLS + "madeUpSymbolsReachToTheirEndAndGoWithTheModule")),
            Map.entry("uw", List.of("unwind", "UnwindCommandTest")));

    private static final Map<String, List<String>> OF_LINES = Map.of(
            "line l", List.of("lines", LINES + "showsTheFirstAddressOfALine"),
            "laddr", List.of("lines", LINES + "showsTheLineOfAnAddress"),
            "linenext j", List.of("lines", LINES + "goesFromLineToLine"),
            "lineprev k", List.of("lines", LINES + "goesFromLineToLine"),
            "srclines", List.of("lines", LINES + "showsTheObjectFilesOfALine"),
            "elines e", List.of("line-lists", LINES + "listsLinesAndGoesOnCountingInTheNextObject"));

    private static final Map<String, List<String>> OF_FILES = Map.ofEntries(
            Map.entry("findexe", List.of("find-files", "FileCommandsTest#imagesOfANameAreListedInTheWholeTree")),
            Map.entry("finddbg", List.of("find-files", "FileCommandsTest#theExtensionOfDbgFilesMayBeLeftOut")),
            Map.entry("dir", List.of("find-files", "FileCommandsTest#anyFileIsFoundByWildcards")),
            Map.entry("srchtree", List.of("find-files", "FileCommandsTest#theFirstFileOfATreeIsFound")),
            Map.entry("ffpath", List.of("find-files", "FileCommandsTest#filesAreFoundAlongTheSymbolPath")),
            Map.entry("home", List.of("home", "FileCommandsTest#theHomeDirectoryIsShownAndSet")),
            Map.entry("srvpath", List.of("stores", "StoreCommandsTest#aServerIsAStoreIfItAnswers")),
            Map.entry("srvind", List.of("store-index", "StoreCommandsTest#filesHaveTheirIndexes")),
            Map.entry(
                    "fii", List.of("store-index", "StoreCommandsTest#anOldStrippedImageTellsOfItsDbgFileAndSignature")),
            Map.entry("getfile", List.of("stores", "StoreCommandsTest#filesAreStoredCompressedAndFoundAgain")),
            Map.entry("getsym", List.of("stores", "StoreCommandsTest#theFilesOfAnImageAreFound")),
            Map.entry("storeadd", List.of("stores", "StoreCommandsTest#aManagedStoreGetsATransaction")),
            Map.entry("sup", List.of("stores", "StoreCommandsTest#supplementsAreStoredOnceAndFoundThen")));

    private static final Map<String, List<String>> RULES = Map.ofEntries(
            Map.entry("1 operands", List.of("operands", "DbhOptionsTest#aWordWithADotIsTheTarget")),
            Map.entry("1 exit status", List.of("not-loaded", "wrong-use", "DbhIT#exitCodesTellWhatWasWrong")),
            Map.entry("1.1 targets", List.of("not-loaded", "modules", "mismatch", "ModuleLoaderTest")),
            Map.entry("1.2 prompt", List.of("dialogue", "dialogue-end", "ShellTest", PROCESS)),
            Map.entry("1.3 numbers", List.of("records", "HexTest")),
            Map.entry("2.1 record", List.of("records", "publics", "DbhIT#aCommandOfTheCommandLineIsAnswered")),
            Map.entry("2.2 table", List.of("enum", "exports", "OtherSymbolsTest#exportsStandInForSymbols")),
            Map.entry("2.3 search", List.of("search", SYMBOLS + "searchesByKind")),
            Map.entry("2.4 line", List.of("lines", LINES + "showsTheLineOfAnAddress")),
            Map.entry("3.6 processes", List.of("no-process", PROCESS)),
            Map.entry(
                    "4.1 options",
                    List.of("options", "publics", SYMBOLS + "listsEachSymbolOnceAndPublicsOnlyIfNothingElseIsThere")),
            Map.entry("4.3 tags", List.of("types", "TagTest")),
            Map.entry("4.4 wildcards", List.of("enum", "MaskTest", SYMBOLS + "wildcardsMatchWholeNames")),
            Map.entry("4.6 index numbers", List.of("NumbersTest")),
            Map.entry("5 portable PDBs", List.of("EmbeddedPdbTest", "OtherSymbolsTest#managedMethodsGoByTheirTokens")),
            Map.entry("5 DBG files", List.of("DbgSymbolsTest")),
            Map.entry(
                    "8 undec -",
                    List.of("undecorate", "undecorate-stdin", "DbhOptionsTest#namesToUndecorateComeFromStandardInput")),
            Map.entry("8 type -r", List.of("types", "TypeCommandsTest#membersAreShownWithTheirPlaces")),
            Map.entry("8 enum -s", List.of("enum", SYMBOLS + "listsEachSymbolOnceAndPublicsOnlyIfNothingElseIsThere")),
            Map.entry("8 laddr -i", List.of("lines", "InlineOracleTest#findsTheSameCalls")),
            Map.entry(
                    "damaged files",
                    List.of(
                            "DbhDamagedIT",
                            "DamagedSweepTest",
                            "SymbolCorpusTest#everyCommandAnswersWhateverIsDamaged")),
            Map.entry("9 slips", List.of("info", "store-index", "dialogue", "search", "stores")));

    private static final Map<String, List<String>> CHECKS = Map.of(
            "10.1 documented sessions",
                    List.of(
                            SYMBOLS + "showsFgetsAsPrivateAsPublicAndDecorated",
                            SYMBOLS + "madeUpSymbolsReachToTheirEndAndGoWithTheModule",
                            SYMBOLS + "undecoratesWithoutAModule",
                            "TypeCommandsTest#aTypedefIsShownWithTheSizeOfWhatItStandsFor",
                            LINES + "answersTheDocumentedSession"),
            "10.2 columns",
                    List.of(
                            "enum",
                            SYMBOLS + "tableHasTheDocumentedColumns",
                            SYMBOLS + "tableOfAHighModuleHasTheSameColumns"),
            "10.3 elines counter", List.of(LINES + "listsLinesAndGoesOnCountingInTheNextObject"),
            "10.4 symopt", List.of("options", "SessionCommandsTest#decoratedNamesAreTheSameAsTwoChanges"),
            "10.5 oracles",
                    List.of(
                            "SymbolCorpusTest",
                            "LineOracleTest#findsTheLineOfEveryFunction",
                            "LocalOracleTest",
                            "TypeOracleTest",
                            "UnwindOracleTest"),
            "10.6 stripped PDB", List.of(SESSION_IT + "aStrippedPdbHasPublicsOnly"),
            "10.7 pipes",
                    List.of(
                            SESSION_IT + "outputGoesThroughPipes",
                            SESSION_IT + "theLinesOfAPipeEndAsThePlatformWants",
                            SESSION_IT + "aReaderThatGoesLeavesNoTrace",
                            "DbhIT#aReaderThatGoesEndsAListing"),
            "10.8 large PDB", List.of("DbhLargeIT"));

    private static final Pattern ENTRY =
            Pattern.compile("\\bEntry\\.(of|unlisted)\\(\\s*\"([^\"]+)\",\\s*\"([^\"]*)\"");

    private static Map<String, List<String>> commands() {
        Map<String, List<String>> all = new TreeMap<>();
        List.of(SESSION, MODULES, OF_SYMBOLS, OF_LINES, OF_FILES).forEach(all::putAll);
        return all;
    }

    /** The folder of a golden case. */
    static Path golden(String name) {
        return Tree.sources().resolve("distribution/src/test/golden/dbh/" + name);
    }

    /** What the sources declare, each as name and short form. */
    private static List<String> declared() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Tree.sources().resolve("dbh/src/main/java/dev/symkit/dbh/command"))) {
            for (Path file : files.toList()) {
                for (Matcher entry = ENTRY.matcher(Files.readString(file, UTF_8)); entry.find(); ) {
                    String alias = entry.group(1).equals("of") ? entry.group(3) : "";
                    found.add((entry.group(2) + " " + alias).strip());
                }
            }
        }
        return found;
    }

    @Test
    void everyCommandIsProved() throws IOException {
        assertThat(declared()).containsExactlyInAnyOrderElementsOf(commands().keySet());
        for (Map.Entry<String, List<String>> row : commands().entrySet()) {
            OptionProofs.assertThere("dbh", row.getValue());
            for (String word : row.getKey().split(" ", -1)) {
                assertThat(row.getValue()).as(word).anyMatch(proof -> isAsked(proof, word));
            }
        }
    }

    /** Whether a golden case has a line that begins with a word. */
    private static boolean isAsked(String proof, String word) {
        Pattern line = Pattern.compile("(?mi)^" + Pattern.quote(word) + "( .*)?$");
        try {
            for (String name : List.of("cmd", "stdin")) {
                Path file = golden(proof).resolve(name);
                if (Files.exists(file)
                        && line.matcher(Files.readString(file, ISO_8859_1)).find()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRuleAndEveryCheckIsProved() throws IOException {
        Map<String, List<String>> all = new TreeMap<>(RULES);
        all.putAll(CHECKS);
        for (Map.Entry<String, List<String>> row : all.entrySet()) {
            assertThat(row.getValue()).as(row.getKey()).isNotEmpty();
            OptionProofs.assertThere("dbh", row.getValue());
        }
        for (int check = 1; check <= 8; check++) {
            String name = String.format(Locale.ROOT, "10.%d ", check);
            assertThat(all.keySet()).as(name).anyMatch(row -> row.startsWith(name));
        }
    }

    /** A case that proves nothing would not be missed. */
    @Test
    void everyGoldenCaseIsSomebodysProof() throws IOException {
        List<String> named = new ArrayList<>(DbhMessagesTest.TEXTS.values());
        commands().values().forEach(named::addAll);
        RULES.values().forEach(named::addAll);
        CHECKS.values().forEach(named::addAll);
        DbhOptionsTest.PROOFS.values().forEach(named::addAll);
        named.addAll(DbhOptionsTest.FORMS);
        try (Stream<Path> folders = Files.list(golden(""))) {
            assertThat(named)
                    .containsAll(folders.map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What proves each row of symchk.md sections 4 and 5, and each acceptance check of section 11: golden cases by name, tests as
 * {@code Class} or {@code Class#method}.
 */
class SymChkAcceptanceTest {
    private static final String VERBOSE = "SymChkVerboseIT#";
    private static final String RESULTS = "SymChkResultsIT#";
    private static final String PROVED = "SymChkChecksIT#";

    private static final Map<String, List<String>> DECISION = Map.of(
            "4.2 no debug data", List.of("failed-no-debug", "CheckerTest#anImageWithoutDebugDataFailsUnlessAllowed"),
            "4.2 DBG rules", List.of("dbg-rules", "CheckerTest#theOtherDbgRules"),
            "4.2 PDB matches", List.of("failed-mismatch", "CheckerTest#aPdbOfAnotherBuildIsAMismatchWhateverTheRules"),
            "4.2 PDB rules", List.of("pdb-rules", "CheckerTest#theRulesJudgeThePdb"),
            "4.2 /sp /ss", List.of("public-private", "CheckerTest#aPdbOfTheOtherSortDoesNotCountAtAll"),
            "4.4 nothing matched", List.of("failed-missing", RESULTS + "theTotalsOfNothingOfAFailureAndOfAPass"));

    private static final String TEXTS = RESULTS + "eachStatusHasItsText";
    private static final String ERRORS = RESULTS + "theErrorsOfDownloads";

    private static final Map<String, List<String>> TEXT = Map.ofEntries(
            Map.entry("4.3 X.pdb mismatched or not found", List.of(TEXTS, "failed-mismatch", "failed-missing")),
            Map.entry("4.3 Built without debugging information.", List.of(TEXTS, "failed-no-debug")),
            Map.entry("4.3 Image is split correctly, but X.dbg is missing", List.of(TEXTS, "dbg-rules")),
            Map.entry("4.3 Checksum doesn't match with X.DBG", List.of(TEXTS, "dbg-rules")),
            Map.entry("4.3 PASSED with PDB", List.of(TEXTS, "passed")),
            Map.entry("4.3 PASSED with DBG", List.of(TEXTS, "dbg-rules")),
            Map.entry("4.3 IGNORED", List.of(TEXTS, "ignored")),
            Map.entry("4.3 ERROR 2", List.of(ERRORS, "manifest-fetch")),
            Map.entry("4.3 ERROR 5", List.of(ERRORS)),
            Map.entry("4.3 ERROR 13", List.of(ERRORS)),
            Map.entry("4.3 ERROR 53", List.of(ERRORS, "network")),
            Map.entry("4.3 ERROR 112", List.of("FetchedTest#theErrorSaysWhyThereIsNoFile")),
            Map.entry("4.3 ERROR 121", List.of(ERRORS, "SymChkCommandTest#aSilentServerIsGivenUp")));

    private static final Map<String, List<String>> OUTPUT = Map.ofEntries(
            Map.entry("5.1 streams", List.of(RESULTS + "theLinesThatProgramsLookFor")),
            Map.entry("5.2 form of a line", List.of(TEXTS, "ReportTest#namesArePaddedToTwenty")),
            Map.entry("5.2 /ob /os", List.of("full-paths")),
            Map.entry("5.2 /ov", List.of("versions", "dump")),
            Map.entry("5.2 which lines", List.of(RESULTS + "theLinesThatAppear", "all-lists", "quiet")),
            Map.entry("5.2 totals", List.of(RESULTS + "theTotalsOfNothingOfAFailureAndOfAPass")),
            Map.entry("5.3 a failure", List.of(VERBOSE + "theTranscriptOfAFailure", "verbose-failed")),
            Map.entry("5.3 a pass", List.of(VERBOSE + "theTranscriptOfAPass", "verbose")),
            Map.entry("5.3 no line about the search for dumps", List.of("dump")),
            Map.entry("5.4 trace", List.of(VERBOSE + "theTraceOfAServer")),
            Map.entry("5.5 /ol", List.of(VERBOSE + "theListOfWhatPassed", "pass-list", "manifest-options")),
            Map.entry("5.6 /oc", List.of(VERBOSE + "theFlatTree", "tree", "ReportTest")),
            Map.entry("5.7 exit 0 and 1", List.of(RESULTS + "theTotalsOfNothingOfAFailureAndOfAPass")),
            Map.entry("5.7 exit 2", List.of("wrong-use", "dump-wrong", "exclude", "processes")),
            Map.entry("5.7 --fail-on", List.of("failed-no-debug", "ReportTest#theTallyKnowsWhatFailsARun")));

    private static final Map<String, List<String>> CHECKS = Map.of(
            "11.1 alignment", List.of(PROVED + "theStatusStandsInItsColumnUnlessTheNameIsTooLong"),
            "11.2 totals", List.of(RESULTS + "theTotalsOfNothingOfAFailureAndOfAPass"),
            "11.3 five outcomes under the rules",
                    List.of(
                            PROVED + "theFiveOutcomesUnderTheRules",
                            "CheckerTest#theRulesJudgeThePdb",
                            "CheckerTest#aPdbOfAnotherBuildIsAMismatchWhateverTheRules",
                            "CheckerTest#aPdbOfTheOtherSortDoesNotCountAtAll",
                            "pdb-rules",
                            "public-private"),
            "11.4 places",
                    List.of(
                            PROVED + "aPlainDirectoryIsSearchedInThreePlaces",
                            PROVED + "aStoreOfTwoTiersIsSearched",
                            PROVED + "aServerIsAskedOnceUnlessItIsToBeAskedAgain",
                            "refresh",
                            "search-below"),
            "11.5 manifests", List.of("manifest-write", "manifest-fetch", "ManifestTest", "SymChkOfflineIT"),
            "11.6 minidumps", List.of("dump", "DumpFileTest", "SymChkDumpIT"),
            "11.7 a tree of all sorts", List.of("SymChkTreeIT", "FilesTest", "recurse", "ignored"),
            "11.8 BAM", List.of(RESULTS + "theLinesThatProgramsLookFor"),
            "11.9 --jobs", List.of("jobs"));

    @Test
    void everyRowIsProved() throws Exception {
        Map<String, List<String>> all = new TreeMap<>();
        List.of(DECISION, TEXT, OUTPUT, CHECKS).forEach(all::putAll);
        for (Map.Entry<String, List<String>> row : all.entrySet()) {
            assertThat(row.getValue()).as(row.getKey()).isNotEmpty();
            OptionProofs.assertThere("symchk", row.getValue());
        }
        for (int check = 1; check <= 9; check++) {
            String name = "11." + check + " ";
            assertThat(all.keySet()).as(name).anyMatch(row -> row.startsWith(name));
        }
    }
}

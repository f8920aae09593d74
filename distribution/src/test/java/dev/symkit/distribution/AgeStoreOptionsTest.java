// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option and rule of agestore.md with what proves it. */
class AgeStoreOptionsTest {
    private static final OptionProofs PROOFS = new OptionProofs(
            "agestore",
            "AgeStoreCommand",
            Map.ofEntries(
                    Map.entry(
                            "date",
                            List.of(
                                    "date-list",
                                    "date-delete",
                                    "date-iso",
                                    "date-one-digit-two-digit-year",
                                    "wrong-date")),
                    Map.entry("days", List.of("days", "days-none-old-enough", "wrong-days")),
                    Map.entry("size", List.of("size-keep", "size-keep-suffix", "size-report", "wrong-size")),
                    Map.entry("l", List.of("list")),
                    Map.entry("dry-run", List.of("dry-run")),
                    Map.entry("s", List.of("days", "no-sub-directories")),
                    Map.entry("k", List.of("keep-directories")),
                    Map.entry("q", List.of("quiet-list")),
                    Map.entry("quiet", List.of("quiet-long")),
                    Map.entry("y", List.of("date-delete", "not-interactive")),
                    Map.entry("r", List.of("read-only-skipped", "read-only-too", "read-only-size")),
                    Map.entry("lat", List.of("lat", "wrong-lat", "AccessTimesTest#switchesOnWindowsOnly")),
                    Map.entry("unit", List.of("unit-key", "unit-key-size", "unit-file", "wrong-unit")),
                    Map.entry(
                            "time",
                            List.of(
                                    "time-access",
                                    "time-create",
                                    "wrong-time",
                                    "AgeFilesTest#countsAsLastUseWhatWasChosen")),
                    Map.entry("lock-timeout", List.of("lock-timeout", "wrong-lock-timeout")),
                    Map.entry("force", List.of("managed-store-force", "AgeFilesTest#worksOnAManagedStoreUnderItsLock")),
                    Map.entry("--map", List.of("mapped-share", "wrong-map")),
                    Map.entry("json", List.of("json", "json-skipped", "json-errors"))));

    @Test
    void everySwitchIsProved() throws IOException {
        PROOFS.assertComplete();
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        PROOFS.assertHelpIsComplete();
    }

    @ParameterizedTest
    @CsvSource({
        "PathSpec, pattern pattern-all pattern-one-file current-directory path-not-found wrong-two-paths",
        "forms of options, option-forms wrong-option wrong-two-modes",
        "no mode, no-mode no-arguments",
        "help, help version",
        "cutoff equality, AgeFilesTest#keepsAFileThatWasUsedExactlyAtTheCutoff",
        "ties, size-keep-ties-by-path AgeFilesTest#keepsTheNewestAndTakesTiesByPath",
        "empty directories, AgeFilesTest#removesEmptyDirectoriesOnlyWhereFilesWereDeleted",
        "links, AgeFilesTest#neverFollowsLinks AgeFilesTest#doesNotRemoveARootThatIsALink",
        "markers, store-markers",
        "managed stores, managed-store-refused managed-store-below AgeFilesTest#refusesAManagedStoreFromAboveAndWithin",
        "changed files, AgeFilesTest#leavesFilesThatChangedSinceTheyWereListed",
        "downloads, AgeFilesTest#leavesRunningDownloads",
        "access times, AccessTimesTest#readsMountInfo AccessTimesTest#readsTheRegistry AccessTimesTest#readsTheMountCommandOfMacOs",
    })
    void everyRuleIsProved(String rule, String proofs) throws IOException {
        OptionProofs.assertThere("agestore", List.of(proofs.split(" ", -1)));
    }
}

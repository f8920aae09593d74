// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of symbol-store-format 9 has a test that proves it: a golden case, or a method of a test class. */
final class ConvertStoreOptionsTest {
    private static final String TESTS = "ConvertStoreTest#";
    private static final String FAULTS = "ConvertFaultTest#";

    private static final Map<String, List<String>> PROOFS = Map.of(
            "-s", List.of("to-two", "wrong-without-s", "wrong-store-http"),
            "-to",
                    List.of(
                            "to-two-by-name",
                            "to-one",
                            "there-and-back",
                            "wrong-to",
                            TESTS + "thereAndBackIsTheIdentity",
                            FAULTS + "anUnfinishedConversionIsFinishedOrTurnedRound"),
            "-l", List.of("list", "list-to-one", "list-json", TESTS + "listsTheRenamesAndChangesNothing"),
            "-q", List.of("quiet", "wrong-q-with-o"),
            "-o", List.of("verbose", "to-two-merge"),
            "--create-admin", List.of("create-admin", "no-store", TESTS + "needsTheAdministrationDirectory"),
            "--lock-timeout", List.of("lock-timeout", "wrong-lock-timeout", FAULTS + "aStoreInUseIsLeftAlone"),
            "--map", List.of("mapped-share", "wrong-map"),
            "--json", List.of("json", "not-moved-json", "no-admin-json", "wrong-in-json"));

    /** What every tool has, and is not in the table of switches. */
    private static final Map<String, List<String>> COMMON =
            Map.of("-?", List.of("help", "help-slash", "help-long"), "--version", List.of("version"));

    static Stream<String> proofs() {
        return Stream.concat(PROOFS.values().stream(), COMMON.values().stream()).flatMap(List::stream);
    }

    @Test
    void everySwitchIsListed() {
        assertThat(ConvertCommand.SWITCHES.switches().stream().map(Switch::canonicalName))
                .containsExactlyInAnyOrderElementsOf(PROOFS.keySet());
    }

    @Test
    void theHelpNamesEverySwitch() {
        assertThat(PROOFS.keySet())
                .allSatisfy(name -> assertThat(ConvertStoreHelp.TEXT).contains(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proofs")
    void everyProofExists(String proof) throws IOException {
        Path module = Path.of("").toAbsolutePath();
        if (!proof.startsWith(TESTS) && !proof.startsWith(FAULTS)) {
            Path golden = module.resolveSibling("distribution/src/test/golden/convertstore");
            assertThat(golden.resolve(proof).resolve("cmd")).exists();
            return;
        }
        String[] names = proof.split("#", -1);
        Path source =
                module.resolve("src/test/java/dev/symkit/symstore/convert").resolve(names[0] + ".java");
        assertThat(Files.readString(source)).contains("@Test\n    void " + names[1] + "(");
    }
}

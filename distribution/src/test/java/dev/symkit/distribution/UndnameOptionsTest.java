// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every option of undname has a golden case or a test that proves it. */
class UndnameOptionsTest {
    private static final OptionProofs PROOFS = new OptionProofs(
            "undname",
            "UndnameCommand",
            Map.of(
                    "--flags", List.of("flags-option", "wrong-use", "UndecorateFlagsTest#leaveOut"),
                    "--style", List.of("style-llvm", "wrong-use", "UndecoratorTest#llvmStyle"),
                    "--json", List.of("json", "stdin-empty", "UndnameCommandTest#aLineThatIsTooLongForJsonIsAnError")));

    @Test
    void everySwitchIsProved() throws IOException {
        PROOFS.assertComplete();
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        PROOFS.assertHelpIsComplete();
    }

    @Test
    void everyFormOfTheCommandLineIsProved() throws IOException {
        OptionProofs.assertThere(
                "undname",
                List.of(
                        "names",
                        "flags-number",
                        "stdin",
                        "stdin-empty",
                        "no-arguments",
                        "help",
                        "version",
                        "wrong-use"));
    }
}

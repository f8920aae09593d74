// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names made to be much work; those that are too much stay as they are. */
class UndecorateLimitsTest {
    private static final int LONGEST = 1 << 20;

    static List<String> monsters() {
        return List.of(
                "?x@@3" + "PA".repeat(5_000) + "HA",
                "?x@@3" + "V?$a@".repeat(5_000) + "H" + "@@".repeat(5_000) + "A",
                "?x@@3" + "P6A".repeat(5_000) + "H" + "XZ".repeat(5_000) + "A",
                "?x@" + "?1??x@".repeat(5_000) + "YAXXZ" + "@".repeat(5_000) + "3HA",
                "?" + "?".repeat(10_000),
                "??__E" + "?_7a@@6B@".repeat(3_000),
                "??" + "_P".repeat(10_000) + "4@@YAXXZ",
                "?x@@3" + "_$".repeat(10_000) + "HA",
                "?x@@3" + "$$B".repeat(10_000) + "HA",
                "?$" + "?$".repeat(10_000) + "a@H@",
                growingParameters());
    }

    /** Each parameter is a function that takes the one before 200 times. */
    private static String growingParameters() {
        StringBuilder name = new StringBuilder("?f@@YAXPAH");
        for (int i = 0; i < 9; i++) {
            name.append("P6AX").append(Integer.toString(i).repeat(200)).append("@Z");
        }
        return name.append("@Z").toString();
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void tooMuchWorkIsNotDone(String name) {
        assertThat(Undecorator.microsoft(0).undecorate(name)).isEqualTo(name);
        assertThat(Undecorator.llvm().undecorate(name)).isEqualTo(name);
    }

    @Test
    void nestingOfUsualDepthIsFine() {
        String pointers = "?x@@3" + "PA".repeat(150) + "HA";
        assertThat(Undecorator.microsoft(0).undecorate(pointers)).isEqualTo("int" + " *".repeat(150) + " x");
        assertThat(Undecorator.llvm().undecorate(pointers)).isEqualTo("int " + "*".repeat(150) + "x");
    }

    @Test
    void longNamesAreFine() {
        String name = "?" + "x".repeat(LONGEST / 2) + "@@3HA";
        assertThat(Undecorator.microsoft(0).undecorate(name)).isEqualTo("int " + "x".repeat(LONGEST / 2));
        String tooLong = "?" + "x".repeat(LONGEST + 1) + "@@3HA";
        assertThat(Undecorator.microsoft(0).undecorate(tooLong)).isEqualTo(tooLong);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.undecorate.Cases.Case;
import dev.symkit.undecorate.Cases.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** All public pairs of names and answers; what differs is listed with its reason. */
class UndecorateCasesTest {
    @Test
    void windowsRunTimeWithFlags() {
        List<Case> cases = Cases.of("wine");
        List<String> wrong = new ArrayList<>();
        for (Case one : cases) {
            String answer = Undecorator.microsoft(one.flags()).undecorate(one.name());
            if (!answer.equals(one.expected())
                    && !(answer.equals(one.older()) && !one.older().isEmpty())) {
                wrong.add(one + "\n  -> " + answer);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).hasSize(94);
    }

    @Test
    void microsoftByteForByte() {
        assertThat(Cases.differences("ghidra-ms")).hasSize(6);
        compare("ghidra-ms", 945, Undecorator.microsoft(0), String::equals);
    }

    @Test
    void namesThatMicrosoftGivesUpAreNotChanged() {
        compare("ghidra-ms-empty", 15, Undecorator.microsoft(0), (answer, expected) -> false);
    }

    @Test
    void llvmContainsWhatItsTestsWant() {
        assertThat(Cases.differences("llvm-substring")).hasSize(13);
        compare("llvm-substring", 527, Undecorator.llvm(), UndecorateCasesTest::contains);
    }

    /** As LLVM's own checker does, any run of blanks counts as one. */
    private static boolean contains(String answer, String expected) {
        return answer.replaceAll(" +", " ").contains(expected.replaceAll(" +", " "));
    }

    @Test
    void malformedNamesAreNotChanged() {
        List<Case> cases = Cases.of("llvm-invalid");
        assertThat(cases).hasSize(46);
        for (Case one : cases) {
            assertThat(Undecorator.llvm().undecorate(one.name())).isEqualTo(one.name());
            assertThat(Undecorator.microsoft(0).undecorate(one.name())).isEqualTo(one.name());
            assertThat(Undecorator.llvm().tryUndecorate(one.name())).isEmpty();
            assertThat(Undecorator.microsoft(0).tryUndecorate(one.name())).isEmpty();
        }
    }

    private static void compare(String source, int count, Undecorator undecorator, BiPredicate<String, String> same) {
        List<Case> cases = Cases.of(source);
        assertThat(cases).hasSize(count);
        List<String> wrong = new ArrayList<>();
        for (Case one : cases) {
            String answer = undecorator.undecorate(one.name());
            boolean echoed = one.expected().isEmpty() && answer.equals(one.name());
            if (!echoed && !same.test(answer, one.expected())) {
                wrong.add(one.name() + "\t" + answer);
            }
        }
        List<String> known = new ArrayList<>();
        for (Difference difference : Cases.differences(source)) {
            assertThat(difference.reason()).isNotBlank();
            known.add(difference.name() + "\t" + difference.ours());
        }
        assertThat(wrong).containsExactlyElementsOf(known);
    }
}

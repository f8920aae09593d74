// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Props;
import org.junit.jupiter.api.Test;

/**
 * Mutants of real names and random texts: no exception, no endless result. {@code -Dsymkit.undecorate.mutants=5000000} (in
 * {@code symkit.test.jvmArgs}) for more of them than by default.
 */
class UndecorateDamageTest {
    private static final int MUTANTS = Integer.getInteger("symkit.undecorate.mutants", 200_000);
    private static final int LONGEST = 1 << 20;

    private final Undecorator microsoft = Undecorator.microsoft(0);
    private final Undecorator llvm = Undecorator.llvm();
    private long understood;
    private long slowest;
    private String slowestName = "";

    @Test
    void mutantsGiveAnAnswer() {
        Mutations mutations = new Mutations(Cases.names());
        Props.forAll(20_260, MUTANTS, mutations::next, this::check);
        System.out.println(MUTANTS + " mutants, " + understood + " answers; the slowest took " + slowest / 1_000
                + " us: " + slowestName.substring(0, Math.min(slowestName.length(), 200)));
        assertThat(understood).isPositive();
    }

    private long time(String name) {
        long start = System.nanoTime();
        understood += microsoft.tryUndecorate(name).isPresent() ? 1 : 0;
        return System.nanoTime() - start;
    }

    private void check(String name) {
        String answer = microsoft.undecorate(name);
        long time = time(name);
        for (int i = 0; i < 3 && time > slowest; i++) { // not what the machine did meanwhile
            time = Math.min(time, time(name));
        }
        if (time > slowest) {
            slowest = time;
            slowestName = name;
        }
        assertThat(answer.length()).isLessThanOrEqualTo(LONGEST);
        assertThat(llvm.undecorate(name).length()).isLessThanOrEqualTo(LONGEST);
    }
}

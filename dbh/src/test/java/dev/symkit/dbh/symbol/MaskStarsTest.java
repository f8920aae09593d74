// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Masks of stars and single characters take a short way, which gives what regular expressions give. */
class MaskStarsTest {
    private static String text(SplittableRandom random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void matchesAsRegularExpressionsDo() {
        SplittableRandom random = new SplittableRandom(20);
        int matched = 0;
        for (int run = 0; run < 20_000; run++) {
            String mask = text(random, "aAb**?", 7);
            String name = text(random, "aAb", 9);
            if (mask.isEmpty()) {
                continue;
            }
            String expression = mask.replace("*", ".*").replace("?", ".");
            for (boolean ignoreCase : new boolean[] {true, false}) {
                boolean expected = Pattern.compile(expression, ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
                        .matcher(name)
                        .matches();
                assertThat(Mask.ofSymbols(mask, ignoreCase).matches(name))
                        .as("%s against %s, seed 20 run %d", mask, name, run)
                        .isEqualTo(expected);
                matched += expected ? 1 : 0;
            }
        }
        assertThat(matched).isGreaterThan(1000);
    }

    @Test
    void listsAndOtherAlphabetsAreTakenToo() {
        assertThat(Mask.ofSymbols("*[x-z]*é", true).matches("aYbÉ")).isTrue();
        assertThat(Mask.ofSymbols("*[x-z]*é", false).matches("aybÉ")).isFalse();
        assertThat(Mask.ofSymbols("_a*", true).matches("___abc")).isTrue();
    }

    @Test
    void manyStarsTakeNoLongTime() {
        assertThat(Mask.ofSymbols("a*".repeat(200) + "b", true).matches("a".repeat(20_000)))
                .isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.SplittableRandom;
import java.util.function.Function;

/** Checks a property for many generated values; the same seed always gives the same values. */
public final class Props {
    /** What has to hold for a value. */
    @FunctionalInterface
    public interface Check<T> {
        /** Throws if the property does not hold. */
        void accept(T value) throws Exception;
    }

    private Props() {}

    /**
     * Runs the check.
     *
     * @param seed start of the random numbers
     * @param runs number of values
     * @param generator makes one value
     * @param check what has to hold
     * @throws AssertionError for the first value that fails, with seed, run and value in the message
     */
    public static <T> void forAll(
            long seed, int runs, Function<SplittableRandom, ? extends T> generator, Check<? super T> check) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < runs; run++) {
            T value = generator.apply(seeds.split());
            try {
                check.accept(value);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ", run " + run + ", value " + value + ": " + e, e);
            }
        }
    }
}

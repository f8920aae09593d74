// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/**
 * A number of a decorated name: {@code ?} for minus, then a digit (its value plus one) or hexadecimal digits {@code A} to {@code P}
 * up to {@code @}. Sign and magnitude are apart, because a minus zero exists and is printed.
 *
 * @param negative whether a minus sign stands before it
 * @param magnitude unsigned 64-bit; longer numbers keep their lowest 64 bits
 */
public record SignedNumber(boolean negative, long magnitude) {
    private static final int CACHED = 17;
    private static final SignedNumber[] SMALL = new SignedNumber[CACHED];

    static {
        for (int i = 0; i < CACHED; i++) {
            SMALL[i] = new SignedNumber(false, i);
        }
    }

    /** The number with this sign and magnitude. */
    public static SignedNumber of(boolean negative, long magnitude) {
        return !negative && magnitude >= 0 && magnitude < CACHED
                ? SMALL[(int) magnitude]
                : new SignedNumber(negative, magnitude);
    }

    /** Its decimal digits, with a minus sign if it is negative. */
    public String text() {
        return negative ? "-" + Long.toUnsignedString(magnitude) : Long.toUnsignedString(magnitude);
    }
}

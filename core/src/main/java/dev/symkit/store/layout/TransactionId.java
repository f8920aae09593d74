// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.Optional;

/**
 * Number of one add or del, ten decimal digits in every file and file name (observed).
 *
 * @param value 1 to 9,999,999,999; 0 stands for "none yet"
 */
public record TransactionId(long value) implements Comparable<TransactionId> {
    private static final int DIGITS = 10;
    private static final long MAX = 9_999_999_999L;

    /** No transaction yet. */
    public static final TransactionId NONE = new TransactionId(0);

    /** Checks the range. */
    public TransactionId {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("transaction id " + value);
        }
    }

    /** The id written as up to ten digits, zero-padded or not; empty for any other text. */
    public static Optional<TransactionId> parse(String text) {
        if (text.isEmpty() || text.length() > DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new TransactionId(Long.parseLong(text)));
    }

    /** The id written as exactly ten digits, as in file names; empty for any other text. */
    public static Optional<TransactionId> parseExact(String text) {
        return text.length() == DIGITS ? parse(text) : Optional.empty();
    }

    /** The id that follows. */
    public TransactionId next() {
        return new TransactionId(value + 1);
    }

    /** The ten digits. */
    public String text() {
        String digits = Long.toString(value);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    @Override
    public int compareTo(TransactionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return text();
    }
}

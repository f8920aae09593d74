// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Versions of the form {@code size;time;number}, where {@code number} means something to those only who reach the file the same way:
 * {@code (dev=<device>,ino=<inode>)} on one machine, {@code null} on Windows, {@code smb:<id>} over SMB.
 */
final class NumberedElsewhere {
    private static final int TIME_UNIT_NANOS = 100; // that of SMB and NTFS, the coarsest

    private NumberedElsewhere() {}

    /** Whether two versions with numbers that cannot be compared have the same size and time. */
    static boolean same(String one, String other) {
        String[] ones = one.split(";", -1);
        String[] others = other.split(";", -1);
        if (ones.length != 3 || others.length != 3) {
            return false;
        }
        Optional<String> first = origin(ones[2]);
        Optional<String> second = origin(others[2]);
        return first.isPresent()
                && second.isPresent()
                && !first.equals(second)
                && ones[0].equals(others[0])
                && sameTime(ones[1], others[1]);
    }

    /** Where a number is one; empty if it is of no known form. */
    private static Optional<String> origin(String number) {
        if (number.startsWith("(dev=") && number.indexOf(',') > 0) {
            return Optional.of(number.substring(0, number.indexOf(',')));
        }
        if (number.startsWith("smb:")) {
            return Optional.of("smb");
        }
        return number.equals("null") ? Optional.of(number) : Optional.empty();
    }

    private static boolean sameTime(String one, String other) {
        try {
            Instant first = Instant.parse(one);
            Instant second = Instant.parse(other);
            return first.getEpochSecond() == second.getEpochSecond()
                    && first.getNano() / TIME_UNIT_NANOS == second.getNano() / TIME_UNIT_NANOS;
        } catch (DateTimeException e) {
            return false;
        }
    }
}

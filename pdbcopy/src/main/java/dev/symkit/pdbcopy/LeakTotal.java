// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

/**
 * How much of one class was found.
 *
 * @param findings number of findings, those that are not listed included
 * @param bytes number of their bytes that are not zero
 */
public record LeakTotal(long findings, long bytes) {
    /** Nothing. */
    public static final LeakTotal NONE = new LeakTotal(0, 0);

    /** This and one more finding of some bytes. */
    LeakTotal plus(int more) {
        return new LeakTotal(findings + 1, bytes + more);
    }
}

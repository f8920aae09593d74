// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

/**
 * When a store that does not answer is left alone ({@code [timeouts]}; documented, in minutes). Immutable.
 *
 * @param given whether the file has the section
 * @param trigger length of the window in which failures are counted, minutes
 * @param count failures in the window that start a blackout
 * @param blackout how long the store is not asked then, minutes
 */
public record BlackoutTimeouts(boolean given, int trigger, int count, int blackout) {
    /** What counts without the section: 3 failures in 1 minute are 5 minutes off (our choice). */
    public static final BlackoutTimeouts NOT_GIVEN = new BlackoutTimeouts(false, 1, 3, 5);

    /** Whether no store is ever left alone: one of the values is 0, or missing in the section (documented). */
    public boolean isOff() {
        return trigger == 0 || count == 0 || blackout == 0;
    }
}

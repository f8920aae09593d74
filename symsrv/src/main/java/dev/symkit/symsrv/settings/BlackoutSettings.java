// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.time.Duration;

/**
 * When a store that fails is left alone ({@code [timeouts]} in symsrv.ini; symsrv.md 12.2).
 *
 * @param trigger length of the window in which failures are counted
 * @param count failures in it after which the store is not asked
 * @param blackout how long
 */
public record BlackoutSettings(Duration trigger, int count, Duration blackout) {
    /** What holds where nothing is set. */
    public static final BlackoutSettings DEFAULT =
            new BlackoutSettings(Duration.ofMinutes(1), 3, Duration.ofMinutes(5));

    /** Stores are always asked. */
    public static final BlackoutSettings OFF = new BlackoutSettings(Duration.ZERO, 0, Duration.ZERO);

    /** Whether stores are left alone at all; not if one of the values is zero. */
    public boolean isOn() {
        return !trigger.isZero() && count > 0 && !blackout.isZero();
    }
}

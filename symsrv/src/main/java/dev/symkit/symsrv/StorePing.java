// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.spi.ResultCode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a store answers.
 *
 * @param reachable whether it does
 * @param code what it said, as SymSrv says it
 * @param reason the same in words, secrets masked
 * @param tier its layout; empty if it is not known
 * @param marker how long it took to ask for {@code index2.txt}
 * @param miss how long it took to ask for a file that is not there
 */
public record StorePing(
        boolean reachable, ResultCode code, String reason, Optional<Tier> tier, Duration marker, Duration miss) {
    /** The layout in words. */
    public String layout() {
        return tier.map(each -> each == Tier.TWO ? "two-tier" : "one-tier").orElse("layout unknown");
    }
}

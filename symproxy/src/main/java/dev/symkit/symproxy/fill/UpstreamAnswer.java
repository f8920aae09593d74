// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.symproxy.fill.FillListener.Outcome;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import java.util.Optional;

/**
 * What an upstream said.
 *
 * @param outcome in a word
 * @param file where the file is, if there is one
 * @param size of the file; -1 if it is not known
 * @param reason in words, secrets masked; empty of a file and of a miss
 */
record UpstreamAnswer(Outcome outcome, Optional<LookupResult.Found> file, long size, String reason) {
    /** There is no space for the file anywhere. */
    static final UpstreamAnswer NO_SPACE =
            new UpstreamAnswer(Outcome.CANCELLED, Optional.empty(), 0, "there is no space to put the file");

    /** It was not asked. */
    static final UpstreamAnswer NOT_WANTED =
            new UpstreamAnswer(Outcome.CANCELLED, Optional.empty(), 0, "nobody waits for it");

    private static final ResultCode FORBIDDEN = ResultCode.http(403);

    /** What a result means. */
    static UpstreamAnswer of(LookupResult result, long size) {
        if (result instanceof LookupResult.Found found) {
            return new UpstreamAnswer(Outcome.FOUND, Optional.of(found), size, "");
        }
        if (result instanceof LookupResult.NotFound missing) {
            return switch (missing.status()) {
                case FOUND, MISS, EXCLUDED, BAD_KEY -> new UpstreamAnswer(Outcome.MISS, Optional.empty(), 0, "");
                case BAD_FILE -> new UpstreamAnswer(Outcome.REJECTED, Optional.empty(), 0, missing.reason());
                case CANCELLED -> new UpstreamAnswer(Outcome.CANCELLED, Optional.empty(), 0, missing.reason());
                case DENIED ->
                    isMiss(missing)
                            ? new UpstreamAnswer(Outcome.MISS, Optional.empty(), 0, "")
                            : new UpstreamAnswer(Outcome.ERROR, Optional.empty(), 0, missing.reason());
                case RETRY_LATER, UNAVAILABLE ->
                    new UpstreamAnswer(Outcome.ERROR, Optional.empty(), 0, missing.reason());
            };
        }
        return new UpstreamAnswer(Outcome.FOUND, Optional.empty(), size, "");
    }

    /** Whether 403 stands for a file that is not there, as {@code on403} has it, and not for a store that refuses everything (symsrv.md 8.2). */
    private static boolean isMiss(LookupResult.NotFound missing) {
        return missing.code().equals(FORBIDDEN) && !missing.reason().startsWith("access denied");
    }
}

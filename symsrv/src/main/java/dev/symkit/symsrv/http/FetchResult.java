// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.ResultCode;
import java.time.Instant;
import java.util.Optional;

/** How a fetch ended. */
public sealed interface FetchResult {
    /**
     * The body is in the sink, whole, its content encoding undone.
     *
     * @param bytes its size
     * @param lastModified as the server says
     */
    record Complete(long bytes, Optional<Instant> lastModified) implements FetchResult {}

    /**
     * The store does not have it.
     *
     * @param code why
     * @param definitive whether this may be remembered: a 404, not a refusal that is taken for one
     * @param nothingElse whether the store said that it has the key in no form ({@code X-Symbol-Miss: all})
     */
    record Missing(ResultCode code, boolean definitive, boolean nothingElse) implements FetchResult {}

    /**
     * The store does not let us, or could not be asked; {@link ResultCode#status} tells which.
     *
     * @param code why
     * @param reason the same in words, secrets masked
     */
    record Failed(ResultCode code, String reason) implements FetchResult {}
}

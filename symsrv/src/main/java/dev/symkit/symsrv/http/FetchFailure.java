// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.ResultCode;
import java.time.Duration;
import java.util.Optional;

/** A step of a fetch did not work. The message holds no secret: no URL with a query, no header, no text of a server. */
final class FetchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** WinINet 12152, an answer that makes no sense. */
    static final ResultCode INVALID_RESPONSE = ResultCode.internet(0x2F78);
    /** WinINet 12156, a redirect that is not followed. */
    static final ResultCode REDIRECT_FAILED = ResultCode.internet(0x2F7C);
    /** Windows error 223, a file that is larger than the limit. */
    static final ResultCode TOO_LARGE = ResultCode.win32(0xDF);
    /** Windows error 87, settings that cannot be meant. */
    static final ResultCode BAD_SETTING = ResultCode.win32(0x57);

    private final transient ResultCode code;
    private final boolean retry;
    private final transient Optional<Duration> retryAfter;

    private FetchFailure(ResultCode code, String reason, boolean retry, Optional<Duration> retryAfter) {
        super(reason, null, false, false);
        this.code = code;
        this.retry = retry;
        this.retryAfter = retryAfter;
    }

    /** It will not work the next time either. */
    static FetchFailure last(ResultCode code, String reason) {
        return new FetchFailure(code, reason, false, Optional.empty());
    }

    /** It may work the next time. */
    static FetchFailure passing(ResultCode code, String reason) {
        return new FetchFailure(code, reason, true, Optional.empty());
    }

    /** It may work after a time that the server names. */
    static FetchFailure passing(ResultCode code, String reason, Optional<Duration> after) {
        return new FetchFailure(code, reason, true, after);
    }

    ResultCode code() {
        return code;
    }

    boolean retry() {
        return retry;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    FetchResult.Failed result() {
        return new FetchResult.Failed(code, reason());
    }
}

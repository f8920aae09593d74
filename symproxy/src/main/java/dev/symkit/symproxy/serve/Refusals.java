// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.web.Response;
import java.time.Duration;

/** Responses without a file (symproxy.md 8.3). A file that is missing is 404, never 403: SymSrv then leaves the whole server alone. */
final class Refusals {
    /** What says that a search goes on and that the client is to come again: ERROR_APP_HANG as an HRESULT. */
    private static final String APP_HANG = "0x80070512";

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int NO_STORAGE = 507;
    private static final String CONTROL = "Cache-Control";
    private static final String RETRY = "Retry-After";
    private static final String NO_STORE = "no-store";
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private Refusals() {}

    /**
     * No such file.
     *
     * @param maxAge how long that may be remembered
     * @param all whether no other form of it is here or anywhere
     */
    static Response missing(Duration maxAge, boolean all) {
        long seconds = maxAge.toSeconds();
        Response response =
                Response.text(NOT_FOUND, "not found").with(CONTROL, seconds > 0 ? "max-age=" + seconds : "no-cache");
        return all ? response.with("X-Symbol-Miss", "all") : response;
    }

    /** Nothing of that name will ever be here. */
    static Response never() {
        return Response.text(NOT_FOUND, "not found").with(CONTROL, "max-age=" + DAY);
    }

    /** A name that is never looked up. */
    static Response excluded() {
        return never().with("X-Symbol-Miss", "all");
    }

    /** An upstream that may have the file does not answer. */
    static Response down(int status, Duration retry) {
        return Response.text(status, status == NOT_FOUND ? "not found" : "an upstream does not answer")
                .with(RETRY, Long.toString(retry.toSeconds()))
                .with(CONTROL, NO_STORE);
    }

    /** The search goes on. */
    static Response searching() {
        return Response.text(UNAVAILABLE, "still searching")
                .with("Symbol-Agent-Status", APP_HANG)
                .with(RETRY, "2")
                .with(CONTROL, NO_STORE);
    }

    /** Too much to do. */
    static Response busy() {
        return Response.text(UNAVAILABLE, "busy").with(RETRY, "1").with(CONTROL, NO_STORE);
    }

    /** No space to put a file anywhere. */
    static Response noSpace() {
        return Response.text(NO_STORAGE, "no space left").with(CONTROL, NO_STORE);
    }

    /** A directory cannot be read. */
    static Response unlisted() {
        return Response.text(500, "the directory cannot be read").with(CONTROL, NO_STORE);
    }

    /** A file that is here cannot be read. */
    static Response unreadable() {
        return Response.text(500, "the file cannot be read").with(CONTROL, NO_STORE);
    }
}

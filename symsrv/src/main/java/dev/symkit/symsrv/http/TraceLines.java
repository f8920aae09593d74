// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;

/** The lines of the noisy trace about HTTP (symsrv.md 15.1). Names of the codes: WinINet's public headers. */
final class TraceLines {
    private static final String PREFIX = "SYMSRV:  ";
    private static final Map<Integer, String> STATUS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "CREATED"),
            Map.entry(202, "ACCEPTED"),
            Map.entry(203, "PARTIAL"),
            Map.entry(204, "NO_CONTENT"),
            Map.entry(205, "RESET_CONTENT"),
            Map.entry(206, "PARTIAL_CONTENT"),
            Map.entry(300, "AMBIGUOUS"),
            Map.entry(301, "MOVED"),
            Map.entry(302, "REDIRECT"),
            Map.entry(303, "REDIRECT_METHOD"),
            Map.entry(304, "NOT_MODIFIED"),
            Map.entry(305, "USE_PROXY"),
            Map.entry(307, "REDIRECT_KEEP_VERB"),
            Map.entry(308, "PERMANENT_REDIRECT"),
            Map.entry(400, "BAD_REQUEST"),
            Map.entry(401, "DENIED"),
            Map.entry(402, "PAYMENT_REQ"),
            Map.entry(403, "FORBIDDEN"),
            Map.entry(404, "NOT_FOUND"),
            Map.entry(405, "BAD_METHOD"),
            Map.entry(406, "NONE_ACCEPTABLE"),
            Map.entry(407, "PROXY_AUTH_REQ"),
            Map.entry(408, "REQUEST_TIMEOUT"),
            Map.entry(409, "CONFLICT"),
            Map.entry(410, "GONE"),
            Map.entry(411, "LENGTH_REQUIRED"),
            Map.entry(412, "PRECOND_FAILED"),
            Map.entry(413, "REQUEST_TOO_LARGE"),
            Map.entry(414, "URI_TOO_LONG"),
            Map.entry(415, "UNSUPPORTED_MEDIA"),
            Map.entry(500, "SERVER_ERROR"),
            Map.entry(501, "NOT_SUPPORTED"),
            Map.entry(502, "BAD_GATEWAY"),
            Map.entry(503, "SERVICE_UNAVAIL"),
            Map.entry(504, "GATEWAY_TIMEOUT"),
            Map.entry(505, "VERSION_NOT_SUP"));
    private static final Map<ResultCode, String> TRANSPORT = Map.of(
            ResultCode.HTTP_TIMEOUT, "ERROR_INTERNET_TIMEOUT",
            ResultCode.NAME_NOT_RESOLVED, "ERROR_INTERNET_NAME_NOT_RESOLVED",
            ResultCode.CANNOT_CONNECT, "ERROR_INTERNET_CANNOT_CONNECT",
            ResultCode.CONNECTION_RESET, "ERROR_INTERNET_CONNECTION_RESET",
            ResultCode.SECURE_FAILURE, "ERROR_INTERNET_SECURITY_CHANNEL_ERROR",
            FetchFailure.INVALID_RESPONSE, "ERROR_HTTP_INVALID_SERVER_RESPONSE",
            FetchFailure.REDIRECT_FAILED, "ERROR_HTTP_REDIRECT_FAILED");

    private TraceLines() {}

    /** A request goes out: its path, no host, no query. */
    static void get(LookupListener listener, URI uri) {
        listener.trace(PREFIX + "HTTPGET: " + uri.getRawPath());
    }

    /** An answer came. */
    static void answer(LookupListener listener, int status) {
        String name = STATUS.getOrDefault(status, String.valueOf(status));
        listener.trace(PREFIX + "HttpQueryInfo: "
                + HexFormat.of().toHexDigits(ResultCode.http(status).value()) + " - HTTP_STATUS_" + name);
        listener.httpStatus(status);
    }

    /** A file comes without its length. */
    static void noLength(LookupListener listener) {
        listener.trace(PREFIX + "HttpQueryInfo(HTTP_QUERY_CONTENT_LENGTH): 800C2F76 - ERROR_HTTP_HEADER_NOT_FOUND");
    }

    /** No answer came. */
    static void failure(LookupListener listener, ResultCode code) {
        String name = TRANSPORT.get(code);
        if (name != null) {
            listener.trace(PREFIX + "HttpSendRequest: "
                    + HexFormat.of().withUpperCase().toHexDigits(code.value()) + " - " + name);
        }
    }

    /** Something else that a user should know. */
    static void note(LookupListener listener, String text) {
        listener.trace(PREFIX + text);
    }
}

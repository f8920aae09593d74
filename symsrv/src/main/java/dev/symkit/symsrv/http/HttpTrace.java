// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.path.UrlText;
import dev.symkit.symsrv.http.url.PercentEncoding;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What the noisy trace tells of HTTP beyond the lines of SymSrv, where {@code symsrv.http.trace} is set (our choice): each request as a
 * whole, with its time. User-info and query of URLs are hidden; what was sent as a secret is hidden by the listener.
 */
final class HttpTrace {
    private static final String PREFIX = "SYMSRV:  HTTP: ";
    private static final String LOCATION = "Location";
    private static final String LENGTH = "Content-Length";

    private HttpTrace() {}

    /** The headers of an answer came. */
    static void answered(FetchContext context, HttpResponse<?> response, long start) {
        String to = response.headers()
                .firstValue(LOCATION)
                .map(location -> " to " + target(response.uri(), location))
                .orElse("");
        String length = response.headers()
                .firstValue(LENGTH)
                .map(bytes -> ", " + Printable.of(bytes) + " bytes")
                .orElse("");
        tell(context, request(response.uri()) + response.statusCode() + to + length, start);
    }

    /** No answer came, or one of the proxy. */
    static void failed(FetchContext context, URI uri, FetchFailure failure, long start) {
        tell(context, request(uri) + failure.reason(), start);
    }

    /** A body came to its end. */
    static void received(FetchContext context, long bytes, long start) {
        tell(context, bytes + " bytes received", start);
    }

    private static String request(URI uri) {
        return "GET " + UrlText.masked(uri.toString()) + " - ";
    }

    private static String target(URI from, String location) {
        try {
            String to = from.resolve(PercentEncoding.url(location)).toString();
            return Printable.of(UrlText.masked(to));
        } catch (IllegalArgumentException e) {
            return "what is no URL";
        }
    }

    private static void tell(FetchContext context, String text, long start) {
        if (context.settings().trace()) {
            long millis = Duration.ofNanos(context.clock().nanos() - start).toMillis();
            context.listener().trace(PREFIX + text + ", " + millis + " ms");
        }
    }
}

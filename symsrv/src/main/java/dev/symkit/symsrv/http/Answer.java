// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer to one request: status and headers, and the body as it comes. Closing it frees its connection. */
final class Answer implements AutoCloseable {
    private final URI uri;
    private final int status;
    private final HttpHeaders headers;
    private final RawBody body;
    private final ConnectionGate.Permit permit;
    private boolean redirected;

    Answer(URI uri, int status, HttpHeaders headers, RawBody body, ConnectionGate.Permit permit) {
        this.uri = uri;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.permit = permit;
    }

    URI uri() {
        return uri;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip);
    }

    /** {@code Content-Length}, if there is a usable one. */
    OptionalLong length() {
        return header("Content-Length")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** Whether the headers say that the body is a web page. */
    boolean isHtml() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }

    /** The codings of the body, in lower case; empty for none. */
    String coding() {
        String coding =
                String.join(",", headers.allValues("Content-Encoding")).strip().toLowerCase(Locale.ROOT);
        return coding.equals("identity") ? "" : coding;
    }

    RawBody body() {
        return body;
    }

    /** Whether it comes from where a redirect led. */
    boolean redirected() {
        return redirected;
    }

    void markRedirected() {
        redirected = true;
    }

    /** Reads what is left of a short body, so that the connection can be used again, and closes. */
    void discard() {
        try {
            body.drain(length());
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        body.close();
        permit.close();
    }
}

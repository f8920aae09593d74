// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import dev.symkit.cli.JsonOut;
import dev.symkit.symproxy.config.LogKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Lines of the access log (symproxy.md 16.1), UTF-8, ended by LF: the combined format of web servers, or JSON. No character of a request can
 * end a line or a field.
 */
final class AccessLine {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double THOUSAND = 1000;
    private static final int DELETE = 0x7F;
    private static final int LAST_CONTROL = 0x9F;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private AccessLine() {}

    /** Writes the line of a request. */
    static void write(LogKeys.Access format, Exchange exchange, OutputStream out) throws IOException {
        switch (format) {
            case COMBINED -> out.write((combined(exchange) + "\n").getBytes(StandardCharsets.UTF_8));
            case JSON -> json(exchange, out);
            case OFF -> {}
        }
    }

    /** The line as bytes, for what is no stream yet. */
    static byte[] bytes(LogKeys.Access format, Exchange exchange) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(format, exchange, bytes);
        return bytes.toByteArray();
    }

    private static String combined(Exchange exchange) {
        String protocol = exchange.protocol().isEmpty() ? "" : " " + exchange.protocol();
        String line = exchange.method() + " " + exchange.target() + protocol;
        return bare(exchange.client()) + " - " + bare(exchange.user()) + " ["
                + DAY_AND_TIME.format(exchange.start()) + "] \"" + escaped(line) + "\" " + exchange.status() + " "
                + (exchange.bytes() == 0 ? "-" : Long.toString(exchange.bytes())) + " \"-\" \""
                + escaped(exchange.userAgent().isEmpty() ? "-" : exchange.userAgent()) + "\"";
    }

    /** A field without quotes around it. */
    private static String bare(String text) {
        return text.isEmpty() ? "-" : escaped(text).replace(" ", "\\x20");
    }

    private static void json(Exchange exchange, OutputStream out) throws IOException {
        JsonOut.write(out, json -> {
            Instant start = exchange.start().truncatedTo(ChronoUnit.MILLIS);
            json.text("ts", start.toString());
            json.decimal("dur_ms", millis(exchange.durationNanos()));
            json.decimal("ttfb_ms", millis(exchange.firstByteNanos()));
            json.text("client", escaped(exchange.client()));
            json.text("user", escaped(exchange.user()));
            json.text("method", escaped(exchange.method()));
            json.text("dir", escaped(exchange.dir()));
            json.text("name", escaped(exchange.name()));
            json.text("index", escaped(exchange.index()));
            json.text("leaf", escaped(exchange.leaf()));
            json.number("status", exchange.status());
            json.number("bytes", exchange.bytes());
            json.text("result", exchange.result().label());
            json.text("upstream", escaped(exchange.upstream()));
            json.text("ua", escaped(exchange.userAgent()));
            json.text("range", escaped(exchange.range()));
            json.text("req_id", escaped(exchange.requestId()));
        });
    }

    /** Milliseconds, to the microsecond. */
    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * THOUSAND) / THOUSAND;
    }

    /** The text with quotes, backslashes and what ends a line or steers a terminal written as {@code \xHH} or {@code \\uHHHH}. */
    static String escaped(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                shown.append(c);
            } else if (c == '"' || c == '\\') {
                shown.append('\\').append(c);
            } else {
                shown.append(String.format(Locale.ROOT, c > 0xFF ? "\\u%04X" : "\\x%02X", (int) c));
            }
        }
        return shown.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !(c >= DELETE && c <= LAST_CONTROL) && !isSteering(c);
    }

    /** Ends of lines and marks that turn the direction of text around. */
    private static boolean isSteering(char c) {
        return c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.FORMAT
                || Character.isSurrogate(c);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response. Immutable, but for its content, which is sent once.
 *
 * @param status the status code
 * @param headers the header fields in order, without those that the content gives: {@code Content-Length}, {@code Transfer-Encoding}
 * @param content the body; of a response to HEAD only its length counts
 */
public record Response(int status, List<Header> headers, Content content) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** Copies the list. */
    public Response {
        headers = List.copyOf(headers);
    }

    /**
     * A header field.
     *
     * @param name as it is sent
     * @param value printable characters of ASCII
     */
    public record Header(String name, String value) {
        /** Refuses what would end the field, or the head. */
        public Header {
            if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                    || !name.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("no value of a header field: " + name);
            }
        }
    }

    /** A response without body. */
    public static Response of(int status) {
        return new Response(status, List.of(), Contents.NONE);
    }

    /** A response with a line of text. */
    public static Response text(int status, String text) {
        return new Response(status, List.of(new Header("Content-Type", PLAIN)), Contents.text(text + "\n"));
    }

    /** The same with one header field more. */
    public Response with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, more, content);
    }

    /** The same with a field that is not always there. */
    public Response with(String name, Optional<String> value) {
        return value.map(text -> with(name, text)).orElse(this);
    }

    /** The value of a header field; the name in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.cli.JsonOut;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Responses with JSON. */
public final class JsonResponses {
    private static final List<Response.Header> HEADERS = List.of(
            new Response.Header("Content-Type", "application/json"), new Response.Header("Cache-Control", "no-store"));

    private JsonResponses() {}

    /** A response with an object. */
    public static Response of(int status, JsonOut.Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            JsonOut.write(bytes, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return new Response(status, HEADERS, Contents.bytes(bytes.toByteArray()));
    }

    /** A response with a text that is JSON. */
    public static Response of(int status, String json) {
        return new Response(status, HEADERS, Contents.text(json));
    }
}

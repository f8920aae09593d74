// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** A request as a handler sees it. Confined to the handler's thread, but for what is immutable. */
public interface Request {
    /** The method, in upper case. */
    String method();

    /** The target in origin form as it came over the wire: path and query, still encoded. */
    String target();

    /** The values of a header field, in order; the name in any case. */
    List<String> headers(String name);

    /** The first value of a header field. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** The protocol, for example {@code HTTP/1.1}. */
    String protocol();

    /** The address of the peer, without port. */
    String peer();

    /** Whether the request came over TLS. */
    boolean secure();

    /** The subject of the client's certificate, checked; empty without one. */
    Optional<String> certificate();

    /** The local port. */
    int port();

    /** The body. Reading it makes the client send it if it waits to be told (100-continue). Blocks. */
    InputStream body();

    /**
     * The body as a form with files, which are put into a directory. Blocks.
     *
     * @param most bytes of the whole body
     * @param digest gets all bytes of the body
     * @throws Form.BadFormException if it is none, or larger
     * @throws IOException if the client goes, or a file cannot be written
     */
    Form form(Path directory, long most, Optional<MessageDigest> digest) throws IOException, Form.BadFormException;
}

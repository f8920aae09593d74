// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request without a server.
 *
 * @param fields header fields, names in any case
 */
public record FakeRequest(String method, String target, Map<String, List<String>> fields) implements Request {
    /** A request without header fields. */
    public static FakeRequest get(String target) {
        return new FakeRequest("GET", target, Map.of());
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public List<String> headers(String name) {
        Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(fields);
        return any.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public String peer() {
        return "127.0.0.1";
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public Optional<String> certificate() {
        return Optional.empty();
    }

    @Override
    public int port() {
        return 80;
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Form form(Path directory, long most, Optional<MessageDigest> digest) throws Form.BadFormException {
        throw new Form.BadFormException("no form", false);
    }
}

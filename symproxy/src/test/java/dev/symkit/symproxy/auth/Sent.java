// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import dev.symkit.symproxy.web.FakeRequest;
import dev.symkit.symproxy.web.Form;
import dev.symkit.symproxy.web.Request;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request of somebody.
 *
 * @param rest what it is otherwise
 */
record Sent(FakeRequest rest, String peer, Optional<String> certificate) implements Request {
    /** A request with one header field, or with several lines of it. */
    static Sent with(String name, String... values) {
        return new Sent(new FakeRequest("GET", "/", Map.of(name, List.of(values))), "127.0.0.1", Optional.empty());
    }

    /** A request with nothing. */
    static Sent bare() {
        return new Sent(FakeRequest.get("/"), "127.0.0.1", Optional.empty());
    }

    /** A request with Basic credentials. */
    static Sent basic(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    Sent from(String address) {
        return new Sent(rest, address, certificate);
    }

    Sent certified(String subject) {
        return new Sent(rest, peer, Optional.of(subject));
    }

    @Override
    public String protocol() {
        return rest.protocol();
    }

    @Override
    public String method() {
        return rest.method();
    }

    @Override
    public String target() {
        return rest.target();
    }

    @Override
    public List<String> headers(String name) {
        return rest.headers(name);
    }

    @Override
    public boolean secure() {
        return true;
    }

    @Override
    public int port() {
        return rest.port();
    }

    @Override
    public InputStream body() {
        return rest.body();
    }

    @Override
    public Form form(Path directory, long most, Optional<MessageDigest> digest) throws Form.BadFormException {
        throw new Form.BadFormException("no form", false);
    }
}

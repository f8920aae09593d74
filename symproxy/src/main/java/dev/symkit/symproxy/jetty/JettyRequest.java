// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.Form;
import dev.symkit.symproxy.web.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;

/** Jetty's request as ours. */
final class JettyRequest implements Request {
    private final org.eclipse.jetty.server.Request request;

    JettyRequest(org.eclipse.jetty.server.Request request) {
        this.request = request;
    }

    @Override
    public String protocol() {
        return request.getConnectionMetaData().getHttpVersion().asString();
    }

    @Override
    public String method() {
        return request.getMethod().toUpperCase(Locale.ROOT);
    }

    @Override
    public String target() {
        return request.getHttpURI().getPathQuery();
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public String peer() {
        return org.eclipse.jetty.server.Request.getRemoteAddr(request);
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public Optional<String> certificate() {
        Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        if (!(data instanceof EndPoint.SslSessionData session)) {
            return Optional.empty();
        }
        X509Certificate[] chain = session.peerCertificates();
        return chain == null || chain.length == 0
                ? Optional.empty()
                : Optional.of(chain[0].getSubjectX500Principal().getName());
    }

    @Override
    public int port() {
        return org.eclipse.jetty.server.Request.getLocalPort(request);
    }

    @Override
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public Form form(Path directory, long most, Optional<MessageDigest> digest)
            throws IOException, Form.BadFormException {
        return FormReader.read(request, directory, most, digest);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 without TLS for clients that begin with it (RFC 9113, 3.3). The header {@code Upgrade: h2c} is not acted on, as that RFC allows: such a
 * request gets its answer in HTTP/1.1. An upgraded connection goes past the rules of a proxy in front, and curl fails when more than 32 KiB of the
 * answer arrive with the status 101.
 */
final class PlainHttp2 extends HTTP2CServerConnectionFactory {
    PlainHttp2(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request upgradeRequest, HttpFields.Mutable response101) {
        // (The preface of a client that begins in HTTP/2 comes here as a request with the method PRI; after null Jetty
        // goes on in HTTP/1.1.)
        return HttpMethod.PRI.is(upgradeRequest.getMethod())
                ? super.upgradeConnection(connector, endPoint, upgradeRequest, response101)
                : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Takes in what a client still sends of a body that nobody wants, before it is told so: a connection that is closed while data arrive is reset, and the
 * client may never see the response. Up to a limit; a client that waits to be told to send ({@code Expect}) need not send anything.
 */
final class Leftover {
    private static final long MOST = 16 << 20;

    private final Request request;
    private final Runnable then;
    private long taken;

    private Leftover(Request request, Runnable then) {
        this.request = request;
        this.then = then;
    }

    /**
     * Takes it in, then goes on, perhaps in another thread.
     *
     * @param then run once
     */
    static void take(Request request, Runnable then) {
        String method = request.getMethod();
        boolean none = HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
        if (none || request.getHeaders().contains(HttpHeader.EXPECT)) {
            then.run();
        } else {
            new Leftover(request, then).more();
        }
    }

    private void more() {
        while (taken <= MOST) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::more);
                return;
            }
            taken += chunk.remaining();
            boolean end = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (end) {
                break;
            }
        }
        then.run();
    }
}

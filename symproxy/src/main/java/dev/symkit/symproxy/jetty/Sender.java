// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sends a content piece by piece: reads one, writes it, and goes on when it is written, or when there is more. No thread waits meanwhile. A
 * content that fails ends the connection, so that a body that is not whole never looks as if it were.
 */
final class Sender extends IteratingCallback {
    private static final int PIECE = 128 << 10;

    private final Content content;
    private final Request request;
    private final Response response;
    private final SlowClients watch;
    private final Callback done;
    private final long length;
    private @Nullable RetainableByteBuffer buffer;
    private long sent;
    private boolean last;

    Sender(Content content, Request request, Response response, SlowClients watch, Callback done) {
        this.content = content;
        this.request = request;
        this.response = response;
        this.watch = watch;
        this.done = done;
        this.length = content.length();
    }

    @Override
    protected Action process() throws IOException {
        if (last) {
            return Action.SUCCEEDED;
        }
        ByteBuffer whole = sent == 0 ? content.whole().orElse(null) : null;
        if (whole != null) {
            last = true;
            return write(whole);
        }
        RetainableByteBuffer current = buffer;
        if (current == null) {
            long size = length < 0 ? PIECE : Math.min(PIECE, Math.max(length, 1));
            current = request.getComponents().getByteBufferPool().acquire((int) size, true);
            buffer = current;
        }
        ByteBuffer bytes = current.getByteBuffer();
        BufferUtil.clearToFill(bytes);
        int count = content.read(bytes);
        BufferUtil.flipToFlush(bytes, 0);
        if (count == 0) {
            content.whenMore(this::iterate);
            return Action.IDLE;
        }
        sent += Math.max(count, 0);
        last = count < 0 || sent == length;
        return write(count < 0 ? BufferUtil.EMPTY_BUFFER : bytes);
    }

    private Action write(ByteBuffer bytes) {
        watch.begun(this, bytes.remaining());
        response.write(last, bytes, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        watch.done(this);
    }

    @Override
    protected void onCompleteSuccess() {
        end();
        done.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        end();
        done.failed(cause);
    }

    /** Ends the connection, because the client takes too little. */
    void giveUp() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    private void end() {
        watch.done(this);
        RetainableByteBuffer current = buffer;
        buffer = null;
        if (current != null) {
            current.release();
        }
        close(content);
    }

    /** Closes a content; that it fails to changes nothing of what was sent. */
    static void close(Content content) {
        try {
            content.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Sender.class).debug("closing a body", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Buffers of which those that bytes of clients are read into are used once only. Jetty 12.1.14 gives the buffer of a request that it cannot read
 * back to its pool while another thread may still read from that connection into it; the next connection then took what stood there for its
 * first request, and its client got the response to it (found by sending hostile targets). Those buffers are the ones on the heap, for the
 * connectors are told so; direct ones, for what is sent, come from a pool.
 */
final class FreshBuffers extends ByteBufferPool.Wrapper {
    private static final ByteBufferPool FRESH = new ByteBufferPool.NonPooling();

    FreshBuffers() {
        super(new ArrayByteBufferPool());
    }

    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
        return direct ? super.acquire(size, true) : FRESH.acquire(size, false);
    }
}

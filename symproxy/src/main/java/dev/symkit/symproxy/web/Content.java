// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The body of a response, read piece by piece without blocking for long. Used by one thread at a time. */
public interface Content extends Closeable {
    /** Its length in bytes; -1 if that is not known yet. */
    long length();

    /**
     * Gives the next piece.
     *
     * @param into has room
     * @return how many bytes were put there; 0 if there are none yet, -1 at the end
     * @throws IOException if there will be no more though it is not the end
     */
    int read(ByteBuffer into) throws IOException;

    /** The whole as one buffer of its own, if it is in memory anyway; then nothing needs to be copied. */
    default Optional<ByteBuffer> whole() {
        return Optional.empty();
    }

    /**
     * Asks to be told when there is more, after {@link #read} gave 0.
     *
     * @param again run once, perhaps at once and by this thread
     */
    void whenMore(Runnable again);
}

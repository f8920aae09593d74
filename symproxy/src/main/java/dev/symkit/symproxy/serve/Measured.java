// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.web.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Counts what is sent of a body, and tells when that is over. */
final class Measured implements Content {
    private final Content content;
    private final End end;
    private long bytes;
    private long firstByte;
    private boolean over;

    /** Hears that a body was sent, or given up. */
    @FunctionalInterface
    interface End {
        /**
         * It is over.
         *
         * @param bytes that were sent
         * @param firstByte when the first was, as {@link System#nanoTime} has it
         */
        void sent(long bytes, long firstByte);
    }

    Measured(Content content, End end) {
        this.content = content;
        this.end = end;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = content.read(into);
        if (count > 0) {
            began();
            bytes += count;
        }
        return count;
    }

    private void began() {
        if (firstByte == 0) {
            firstByte = System.nanoTime();
        }
    }

    @Override
    public Optional<ByteBuffer> whole() {
        Optional<ByteBuffer> whole = content.whole();
        if (whole.isPresent()) {
            began();
            bytes = whole.get().remaining();
        }
        return whole;
    }

    @Override
    public void whenMore(Runnable again) {
        content.whenMore(again);
    }

    @Override
    public void close() throws IOException {
        if (!over) {
            over = true;
            began();
            end.sent(bytes, firstByte);
        }
        content.close();
    }
}

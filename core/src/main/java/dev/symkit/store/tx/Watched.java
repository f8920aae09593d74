// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Passes on what is copied, tells how much that was, and stops when the run is cancelled. Confined to one thread. */
final class Watched extends OutputStream {
    private final OutputStream out;
    private final BooleanSupplier cancelled;
    private final IntConsumer copied;

    /** @param copied told the number of bytes of each part */
    Watched(OutputStream out, BooleanSupplier cancelled, IntConsumer copied) {
        this.out = out;
        this.cancelled = cancelled;
        this.copied = copied;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        out.write(bytes, at, length);
        copied.accept(length);
    }
}

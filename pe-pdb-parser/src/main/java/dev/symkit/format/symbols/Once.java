// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A part of a file that is read the first time it is asked for. A failure is not remembered. Thread-safe. */
final class Once<T> {
    private final Reading<T> reading;
    private @Nullable T value;

    /** How the part is read. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    Once(Reading<T> reading) {
        this.reading = reading;
    }

    synchronized T get() throws IOException {
        T known = value;
        if (known == null) {
            known = reading.read();
            value = known;
        }
        return known;
    }
}

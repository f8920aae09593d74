// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.io.FormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is read the first time it is asked for. That the part is damaged is remembered too, so that a thousand look-ups do
 * not read it a thousand times; that the file could not be read is not, as it may be possible later. Thread-safe.
 */
final class Once<T> {
    private final Reading<T> reading;
    private @Nullable T value;
    private @Nullable FormatException damage;

    /** How the part is read. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    Once(Reading<T> reading) {
        this.reading = reading;
    }

    synchronized T get() throws IOException {
        FormatException known = damage;
        if (known != null) {
            throw known;
        }
        T part = value;
        if (part == null) {
            part = read();
            value = part;
        }
        return part;
    }

    private T read() throws IOException {
        try {
            return reading.read();
        } catch (FormatException e) {
            damage = e;
            throw e;
        }
    }
}

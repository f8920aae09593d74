// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import java.io.IOException;

/** Bytes that can be read at any offset: a file, or pages put together. */
@FunctionalInterface
interface RandomBytes {
    /**
     * Reads exactly {@code length} bytes.
     *
     * @param offset bytes from the start
     */
    void read(long offset, byte[] into, int at, int length) throws IOException;
}

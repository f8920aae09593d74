// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the content of a file that is being staged. May be called more than once; each call writes the same bytes. */
@FunctionalInterface
public interface StagedContent {

    /**
     * Writes all bytes to {@code out} and does not close it.
     *
     * @throws SourceException if the content could not be read; any other {@link IOException} is the storage's own
     */
    void writeTo(OutputStream out) throws IOException;

    /** Content held in memory. The array is not copied. */
    static StagedContent of(byte[] bytes) {
        return out -> out.write(bytes);
    }
}

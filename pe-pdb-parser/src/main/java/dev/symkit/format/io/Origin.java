// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.util.Objects;

/**
 * Where bytes come from, for messages: a file, a structure in it, and an offset inside that structure.
 *
 * @param file name of the file as the user knows it
 * @param structure what the offset counts in, for example {@code DBI stream (3)} or {@code file}
 * @param offset bytes from the start of {@code structure}
 */
public record Origin(String file, String structure, long offset) {
    /** Checks that no part is null. */
    public Origin {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(structure, "structure");
    }

    /**
     * Gives the place that lies further on in the same structure.
     *
     * @param bytes distance in bytes
     */
    public Origin plus(long bytes) {
        return bytes == 0 ? this : new Origin(file, structure, offset + bytes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import java.util.Objects;

/**
 * One entry of the stream list of a metadata root. Source: ECMA-335 II.24.2.2.
 *
 * @param name name, for example {@code #Blob}
 * @param offset bytes from the start of the metadata root, unsigned 32-bit
 * @param size bytes of the stream, unsigned 32-bit
 */
public record MetadataStream(String name, long offset, long size) {
    /** Checks that the name is there. */
    public MetadataStream {
        Objects.requireNonNull(name, "name");
    }

    String structure() {
        return name + " stream";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * A file to put into a cabinet or a ZIP archive.
 *
 * @param source its content
 * @param name its name, without directory, 1 to 255 bytes in UTF-8
 * @param modified time of its last modification
 * @param progress told on the calling thread how many more bytes of the source are done: compressed, and if there is a check once
 *     more when checked. What it throws ends the writing
 */
public record CabinetRequest(ByteSource source, String name, Instant modified, LongConsumer progress) {
    /** Checks that no part is null. */
    public CabinetRequest {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(progress, "progress");
    }

    /** A request without progress. */
    public CabinetRequest(ByteSource source, String name, Instant modified) {
        this(source, name, modified, bytes -> {});
    }
}

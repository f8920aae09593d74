// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that was found: in its place, or fetched and not published yet.
 *
 * @param path its place; empty if it was fetched
 * @param shown the place where it was found, secrets masked
 * @param landing what it was fetched into; empty if it is in its place
 * @param modified its time, if known
 */
public record Content(Optional<Path> path, String shown, Optional<Landing> landing, Optional<Instant> modified)
        implements Closeable {
    /** A file that stays where it is. */
    public static Content inPlace(Path path) throws IOException {
        Instant modified = Files.getLastModifiedTime(path).toInstant();
        return new Content(Optional.of(path), path.toString(), Optional.empty(), Optional.of(modified));
    }

    /** A file that was fetched. */
    public static Content landed(Landing landing, String shown, Optional<Instant> modified) {
        return new Content(Optional.empty(), shown, Optional.of(landing), modified);
    }

    /** Opens it. A fetched one shares the channel of its landing. */
    public ByteSource open() throws IOException {
        if (landing.isPresent()) {
            return landing.get().file().content();
        }
        return FileByteSource.open(path.orElseThrow());
    }

    /** Gives up what was fetched. */
    @Override
    public void close() throws IOException {
        if (landing.isPresent()) {
            landing.get().close();
        }
    }
}

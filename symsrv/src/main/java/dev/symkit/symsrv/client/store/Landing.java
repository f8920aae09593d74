// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.cache.CacheFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A file on its way to a place: written, then published or given up. Closing gives it up, unless it was published. */
public interface Landing extends Closeable {
    /** What is written to. */
    CacheFile file();

    /** The name of the file as the place spells it, not compressed. */
    String name();

    /** Where it goes; empty if it stays where it is and the user has to delete it. */
    Optional<Target> target();

    /**
     * Puts it at its place.
     *
     * @param leaf its name
     * @param replace whether it takes the place of a good file
     * @param modified its time
     * @return the file that is there now, this one or one that somebody else has put there; empty if it cannot be opened where it is
     */
    Optional<Path> publish(String leaf, boolean replace, Optional<Instant> modified) throws IOException;

    @Override
    void close() throws IOException;
}

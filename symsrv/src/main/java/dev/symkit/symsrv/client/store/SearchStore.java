// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store as the search sees it. Thread-safe; lives as long as the client, and remembers what it found out about the store. */
public interface SearchStore {
    /** The store as in the symbol path, secrets masked. */
    String label();

    /** What tells stores apart; perhaps with secrets. */
    String id();

    /** Whether it is asked over the network: its misses are remembered, and it may be out of order. */
    boolean remote();

    /** What is set for it. */
    StoreSettings settings();

    /** Its directory, if files can be opened where they are. */
    Optional<Path> root();

    /** The way for copies into it; empty if nothing can be written to it. */
    Optional<Target> target();

    /** Whether it wants pointers instead of the files they lead to. */
    boolean wantsPointers();

    /** Forgets what was found out about it. */
    void reset();

    /**
     * Offers all that the store has under a key to a visitor until it takes something.
     *
     * @return why it took nothing; of no meaning if it did
     * @throws IOException if the store cannot be read
     */
    Absence probe(Lookup lookup, Visitor visitor) throws IOException;

    /**
     * Offers one file.
     *
     * @param segments its path below the root
     * @param form what it is taken for
     * @return why it was not taken; of no meaning if it was
     */
    Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) throws IOException;
}

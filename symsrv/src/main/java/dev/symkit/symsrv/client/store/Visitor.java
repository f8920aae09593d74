// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.FilePointer;
import java.io.IOException;
import java.util.Optional;

/** Judges what a store has. */
public interface Visitor {
    /** Whether something was taken. */
    boolean done();

    /**
     * Takes a file, or says why not; it is given up then.
     *
     * @return why not; empty if it was taken
     */
    Optional<Absence> file(Content content, boolean compressed) throws IOException;

    /**
     * Goes where a pointer leads.
     *
     * @param pointer what the store says
     * @param from the store
     * @param directory the directory of the pointer, relative to the root of the store
     * @return why nothing was taken there; empty if something was
     */
    Optional<Absence> pointer(FilePointer pointer, SearchStore from, String directory) throws IOException;

    /** Takes a place that nothing is copied from, because that is not wanted. */
    void located(String location);

    /**
     * A file to write what is fetched to, as near as possible to where it will be wanted. Thread-safe.
     *
     * @throws IOException if there is no place
     */
    Landing land() throws IOException;

    /**
     * Hears that a place cannot be written to; it is not given again.
     *
     * @return whether there is another
     */
    boolean cannotLand(Landing landing, IOException failure);
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.local.LocalSource;
import dev.symkit.store.tx.AddEntry;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that may go into a store.
 *
 * @param shown what the client calls it
 * @param file where it waits
 * @param key where it goes
 * @param symbolClass what is recorded of it
 * @param compressed whether it is a container
 * @param secondary whether this is the second key of a portable PDB
 */
record Candidate(
        String shown, Path file, SymbolKey key, SymbolClass symbolClass, boolean compressed, boolean secondary) {

    /** What the engine is to add. */
    AddEntry entry(String recordedPath, boolean canonical) throws IOException {
        return new AddEntry(
                canonical ? key.canonical() : key,
                symbolClass,
                LocalSource.of(file, recordedPath, compressed),
                secondary);
    }
}

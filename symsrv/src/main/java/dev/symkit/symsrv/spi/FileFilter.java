// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.util.Optional;

/**
 * What a user asks of a file beyond its identity, for example that a PDB has private symbols. A file that is refused counts as none that
 * matches: the search goes on, and a copy of it in a cache is replaced by one that is taken. Called from any thread.
 */
@FunctionalInterface
public interface FileFilter {
    /** Takes every file. */
    FileFilter ANY = content -> Optional.empty();

    /**
     * Looks at a file that is the wanted one by its identity; not compressed.
     *
     * @param content the file; open during the call only
     * @return why it is refused, in words that go on after the name of the file, as "has no private symbols"; empty if it is taken
     * @throws dev.symkit.format.io.FormatException if it is damaged, so that it is refused
     * @throws IOException if it cannot be read
     */
    Optional<String> refuse(ByteSource content) throws IOException;
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.SymbolPath;

/** One of the places that are searched one after another until the file is found. */
public sealed interface SearchStep {
    /**
     * All elements of a symbol path.
     *
     * @param path its caches hold for its own elements only
     */
    record Along(SymbolPath path) implements SearchStep {}

    /**
     * The file of the wanted name in a directory, no directories below; taken only if its identity is that of the key.
     *
     * @param directory of this machine or on a share, relative to the working directory of the client; one of another system is searched
     *     in vain
     */
    record In(String directory) implements SearchStep {}
}

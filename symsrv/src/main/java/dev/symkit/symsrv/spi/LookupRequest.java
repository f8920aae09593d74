// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import dev.symkit.store.key.SymbolKey;
import java.util.Optional;

/**
 * What is looked for.
 *
 * @param key the file
 * @param imageName name of the image that a symbol file belongs to: plain directories are searched by its extension (symsrv.md 5)
 * @param checksum what a portable PDB must sum up to, as value of the header {@code SymbolChecksum}
 * @param filter what the file has to be beyond that; it cannot look at a file that is left at its place in the network
 */
public record LookupRequest(SymbolKey key, Optional<String> imageName, Optional<String> checksum, FileFilter filter) {
    /** A request for a key of which nothing more is known. */
    public static LookupRequest of(SymbolKey key) {
        return new LookupRequest(key, Optional.empty(), Optional.empty(), FileFilter.ANY);
    }

    /** The same with the name of the image, or its path. */
    public LookupRequest withImage(String name) {
        return new LookupRequest(key, Optional.of(SymbolKey.fileName(name)), checksum, filter);
    }

    /** The same with checksums. */
    public LookupRequest withChecksum(String value) {
        return new LookupRequest(key, imageName, Optional.of(value), filter);
    }

    /** The same for a file that is more than its key says. */
    public LookupRequest withFilter(FileFilter value) {
        return new LookupRequest(key, imageName, checksum, value);
    }
}

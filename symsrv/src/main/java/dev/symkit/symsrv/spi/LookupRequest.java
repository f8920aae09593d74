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
 */
public record LookupRequest(SymbolKey key, Optional<String> imageName, Optional<String> checksum) {
    /** A request for a key of which nothing more is known. */
    public static LookupRequest of(SymbolKey key) {
        return new LookupRequest(key, Optional.empty(), Optional.empty());
    }

    /** The same with the name of the image, or its path. */
    public LookupRequest withImage(String name) {
        return new LookupRequest(key, Optional.of(SymbolKey.fileName(name)), checksum);
    }

    /** The same with checksums. */
    public LookupRequest withChecksum(String value) {
        return new LookupRequest(key, imageName, Optional.of(value));
    }
}

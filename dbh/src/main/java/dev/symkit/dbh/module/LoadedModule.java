// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A module at its place in the address space of the session. Owns the files that are open for it.
 *
 * @param name the name in front of the exclamation mark
 * @param target the file or word that the user named
 * @param base the address of its first byte
 * @param size bytes that it takes
 * @param type where its symbols come from
 * @param image the image, if there is one
 * @param symbols the file with its symbols, if there is one
 * @param matched whether the symbols are those of this very image; true also if there are none
 */
public record LoadedModule(
        String name,
        String target,
        long base,
        long size,
        SymbolType type,
        Optional<ImageFile> image,
        Optional<SymbolFile> symbols,
        boolean matched)
        implements Closeable {
    /** The address of a byte of the image. */
    public long address(long rva) {
        return base + rva;
    }

    /** The distance of an address from the start; empty if it lies outside. */
    public OptionalLong rva(long address) {
        long rva = address - base;
        return Long.compareUnsigned(rva, size) < 0 ? OptionalLong.of(rva) : OptionalLong.empty();
    }

    /** The same module at another place. */
    public LoadedModule at(long newBase) {
        return new LoadedModule(name, target, newBase, size, type, image, symbols, matched);
    }

    @Override
    public void close() throws IOException {
        try {
            if (image.isPresent()) {
                image.get().close();
            }
        } finally {
            if (symbols.isPresent()) {
                symbols.get().close();
            }
        }
    }
}

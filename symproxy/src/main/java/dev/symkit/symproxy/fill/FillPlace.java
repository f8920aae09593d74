// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.symsrv.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where files go that are found upstream.
 *
 * @param name of the directory, as in the configuration
 * @param root of its store
 * @param unpacked where files go that are unpacked from compressed ones of the store itself: the root, or beside it if the store is one that
 *     only its own tools write to
 * @param temporary where files wait for which the store has no space
 * @param canonical whether new directories are spelled canonically, not as the client spells them
 * @param uncompress whether files that an upstream has compressed are stored uncompressed
 */
public record FillPlace(String name, Path root, Path unpacked, Path temporary, boolean canonical, boolean uncompress) {
    private static final long SPARE = 1 << 20;

    /** Bit of the filter of a store that lets {@code file.ptr} of a directory count (symproxy.md 3.1). */
    private static final int LOCAL_POINTER = 0x40;

    /**
     * Whether there is no space for a file, neither here nor to wait for it.
     *
     * @param size of the file; -1 if it is not known
     */
    boolean isFull(long size) {
        long wanted = Math.max(size, 0) + SPARE;
        try {
            return Files.getFileStore(root).getUsableSpace() < wanted
                    && Files.getFileStore(temporary).getUsableSpace() < wanted;
        } catch (IOException e) {
            return false; // something else is wrong
        }
    }

    /** How the store in the directory is used. */
    StoreSettings settings() {
        StoreSettings usual = StoreSettings.DEFAULT;
        return new StoreSettings(
                canonical ? StoreSettings.Casing.CANONICAL : StoreSettings.Casing.DEFAULT,
                false,
                usual.tiers(),
                usual.uriFilter() & ~LOCAL_POINTER,
                usual.on403(),
                usual.ranges(),
                usual.probe(),
                StoreSettings.Pointers.NONE, // those of the directory are followed by who serves it
                usual.maxConcurrent(),
                usual.headers());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.WholeFile;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What becomes of a file that was found. */
public final class FoundFile {
    private FoundFile() {}

    /**
     * Copies it, whole or not at all; one that was only kept for the caller is moved.
     *
     * @param name for the copy where the target is a directory
     * @param target a directory, or the file; replaced if it exists
     * @return the copy
     */
    public static Path copy(LookupResult.Found found, String name, Path target) throws IOException {
        Path file = Files.isDirectory(target) ? target.resolve(SymbolKey.fileName(name)) : target;
        WholeFile.copy(found.path(), file);
        if (found.temporary()) {
            Files.deleteIfExists(found.path());
        }
        return file;
    }

    /** The same result with the place of the copy. */
    public static LookupResult.Found at(LookupResult.Found found, Path copy) {
        return new LookupResult.Found(copy, found.store(), false, found.message(), found.attempts());
    }
}

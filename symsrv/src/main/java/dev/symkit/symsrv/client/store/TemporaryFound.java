// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that providers made for one look-up. */
public final class TemporaryFound {
    private static final String OWN = "symsrv-";

    private TemporaryFound() {}

    /** Deletes the file if it is a temporary one, and with it a directory {@code symsrv-...} that was made for it alone. */
    public static void discard(LookupResult.Found found) throws IOException {
        if (!found.temporary()) {
            return;
        }
        Files.deleteIfExists(found.path());
        Path directory = found.path().getParent();
        if (directory != null
                && directory.getFileName() != null
                && directory.getFileName().toString().startsWith(OWN)) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                // not for this file alone
            }
        }
    }
}

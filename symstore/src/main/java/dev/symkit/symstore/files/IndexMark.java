// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import java.io.IOException;
import java.nio.file.Path;

/** Records in an index file which transaction it went into ({@code /yi}). */
public final class IndexMark {
    private IndexMark() {}

    /** Puts the comment line behind the others; the file is made if it is missing. */
    public static void write(Path index, String id) throws IOException {
        IndexFile.append(index, IndexLine.transaction(id));
    }
}

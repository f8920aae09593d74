// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;

/** Where the files of an operation come from. */
public sealed interface SourceFinder permits SelectedFiles, IndexedFiles {

    /** Finds the files and looks at them, in parallel. */
    Sources find(StoreTarget target, ReadingListener listener) throws IOException;
}

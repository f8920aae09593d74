// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.symsrv.client.store.Content;
import dev.symkit.symsrv.client.store.Landing;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A file that was taken.
 *
 * @param content its bytes as they were found
 * @param compressed whether they are compressed
 * @param unpacked the same not compressed, not published yet; empty if that is not wanted or not needed
 * @param pointer the pointer that led here, if it means the same in any store
 */
record Hit(Content content, boolean compressed, Optional<Landing> unpacked, Optional<FilePointer> pointer)
        implements Closeable {

    Hit by(Optional<FilePointer> leading) {
        return new Hit(content, compressed, unpacked, leading);
    }

    /** The name under which the bytes as they were found are stored. */
    String leaf(String name) {
        return compressed ? StoreNames.compressed(name).orElse(name) : name;
    }

    @Override
    public void close() throws IOException {
        try (content) {
            if (unpacked.isPresent()) {
                unpacked.get().close();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.SignedUrl;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Searches one place for one directory. Thread-safe. */
interface Search extends Closeable {
    /** Searches, and puts the file in the directory. */
    LookupResult find(SymbolKey key, LookupListener listener);

    /** Searches only. */
    LookupResult look(SymbolKey key, LookupListener listener);

    /** Where a client gets a file itself that {@link #find} left where it is. */
    default Optional<SignedUrl> signed(SymbolKey key) throws IOException {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}

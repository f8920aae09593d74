// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.time.Instant;

/** A place that copies go to. Thread-safe. */
public interface Target {
    /** Begins a file in the directory of a key; the directory is made if it is missing. */
    Landing begin(SymbolKey key, Instant now) throws IOException;
}

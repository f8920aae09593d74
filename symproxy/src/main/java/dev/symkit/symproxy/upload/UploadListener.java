// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolKey;

/** Hears of uploads. Thread-safe. */
public interface UploadListener {
    /** What became of an upload. */
    enum Outcome {
        /** Something was stored. */
        STORED,
        /** All was there. */
        SAME,
        /** It was refused. */
        REFUSED,
        /** It failed for a reason that is not the client's. */
        FAILED
    }

    /** The files of a key changed. */
    void changed(String directory, SymbolKey key);

    /** Files were deleted. */
    void deleted(String directory);

    /** An upload ended. */
    void ended(String directory, Outcome outcome, long bytes, String what);
}

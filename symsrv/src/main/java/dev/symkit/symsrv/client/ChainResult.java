// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.spi.LookupResult;

/**
 * What came of one element of a symbol path.
 *
 * @param result the file, or why there is none
 * @param over whether the rest of the path is not to be searched
 */
record ChainResult(LookupResult result, boolean over) {
    /** Whether the file was found. */
    boolean isFound() {
        return !(result instanceof LookupResult.NotFound);
    }

    /** Whether somebody else may use the same file: not if each has to delete it. */
    boolean isForAll() {
        if (result instanceof LookupResult.Found found) {
            return !found.temporary();
        }
        return !(result instanceof LookupResult.NotFound missing)
                || missing.status() != dev.symkit.symsrv.spi.Status.CANCELLED;
    }
}

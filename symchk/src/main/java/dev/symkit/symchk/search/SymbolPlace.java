// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;

/** One part of a symbol path that is searched on its own. Thread-safe. */
public interface SymbolPlace {
    /** The part of the path, for people, without secrets. */
    String text();

    /** The file that is asked for, or why there is none. */
    LookupResult find(LookupRequest request, LookupListener listener);
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;

/**
 * Elements that SymSrv's client searches.
 *
 * @param text the elements
 * @param session the client
 */
record ClientPlace(String text, ClientSession session) implements SymbolPlace {
    @Override
    public LookupResult find(LookupRequest request, LookupListener listener) {
        return session.client().find(request, listener);
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}

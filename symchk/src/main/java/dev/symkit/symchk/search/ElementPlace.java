// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.path.SymbolPath;
import dev.symkit.path.UrlText;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.client.SearchStep;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.util.List;

/**
 * Elements that SymSrv's client searches.
 *
 * @param elements of the path of the client
 * @param client belongs to all places of a path
 */
record ElementPlace(SymbolPath elements, SymSrvClient client) implements SymbolPlace {
    @Override
    public String text() {
        return UrlText.maskedPath(elements.expanded());
    }

    @Override
    public LookupResult find(LookupRequest request, LookupListener listener) {
        return client.find(request, List.of(new SearchStep.Along(elements)), client.options(), listener);
    }
}

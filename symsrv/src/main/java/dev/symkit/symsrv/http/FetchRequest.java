// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.path.UrlText;
import dev.symkit.symsrv.settings.StoreSettings;
import java.util.List;
import java.util.Optional;

/**
 * A file of an HTTP store.
 *
 * @param store URL of the store as configured: perhaps with user-info and with a query, which are secret
 * @param segments the path below it, unescaped, for example {@code [a.pdb, KEY, a.pdb]}
 * @param settings of the store
 * @param checksum value of the header {@code SymbolChecksum}, if the caller knows one
 */
public record FetchRequest(String store, List<String> segments, StoreSettings settings, Optional<String> checksum) {
    /** Copies the list and refuses segments that would lead elsewhere. */
    public FetchRequest {
        segments = List.copyOf(segments);
        if (segments.stream().anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."))) {
            throw new IllegalArgumentException("not a path below a store: " + segments);
        }
    }

    /** The request without what is secret in it. */
    @Override
    public String toString() {
        return "FetchRequest[" + UrlText.masked(store) + ", " + segments + "]";
    }
}

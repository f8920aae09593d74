// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.client.store.SearchStore;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stores that are searched from left to right.
 *
 * @param stores at least one
 * @param caches whether all of them are caches, so that none of them is where files come from
 */
record Chain(List<SearchStore> stores, boolean caches) {
    Chain {
        stores = List.copyOf(stores);
    }

    /** The chain as a symbol path has it, secrets masked. */
    String label() {
        return stores.stream().map(SearchStore::label).collect(Collectors.joining("*"));
    }

    /** Whether a store of the chain holds copies of files from others. */
    boolean isDownstream(int at) {
        return caches || at < stores.size() - 1;
    }

    /** What tells chains apart. */
    List<String> id() {
        return stores.stream().map(SearchStore::id).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.stream.Collectors;

/** One element of a symbol path. */
public sealed interface PathElement {

    /** The text of this element in a symbol path, which {@link SymbolPath#parse} reads as an equal element. Secrets of URLs are in it. */
    default String text() {
        return text("");
    }

    /**
     * The same with the default store named.
     *
     * @param defaultStore path of the default store; empty: it is written as the path names it, by nothing
     */
    String text(String defaultStore);

    /**
     * {@code srv*A*B*C}: stores that are searched from left to right. What is found in one is copied to those on its left.
     *
     * @param stores at least one
     */
    record Chain(List<PathStore> stores) implements PathElement {
        /** Copies the list. */
        public Chain {
            stores = List.copyOf(stores);
            if (stores.isEmpty()) {
                throw new IllegalArgumentException("a chain has a store");
            }
        }

        @Override
        public String text(String defaultStore) {
            return stores.stream()
                    .filter(store -> !defaultStore.isEmpty()
                            || !(store instanceof PathStore.Default theDefault)
                            || !theDefault.implicit())
                    .map(store -> named(store, defaultStore))
                    .collect(Collectors.joining("*", "srv*", ""));
        }
    }

    /**
     * {@code cache*D}: a store that is searched, and that keeps what elements on the right find.
     *
     * @param store no URL
     */
    record Cache(PathStore store) implements PathElement {
        @Override
        public String text(String defaultStore) {
            return "cache*" + named(store, defaultStore);
        }
    }

    /**
     * A directory that holds files in no particular layout.
     *
     * @param place a directory of this machine or on a server
     */
    record Plain(PathStore place) implements PathElement {
        @Override
        public String text(String defaultStore) {
            String text = place.text();
            return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") ? '"' + text + '"' : text;
        }
    }

    /**
     * {@code symsrv*DLL*PARAMS}: another kind of symbol server.
     *
     * @param dll name of the DLL that is asked for, never {@code symsrv.dll}
     * @param params everything behind it, as written
     */
    record Provider(String dll, String params) implements PathElement {
        @Override
        public String text(String defaultStore) {
            return "symsrv*" + dll + (params.isEmpty() ? "" : "*" + params);
        }
    }

    private static String named(PathStore store, String defaultStore) {
        return store instanceof PathStore.Default ? defaultStore : store.text();
    }
}

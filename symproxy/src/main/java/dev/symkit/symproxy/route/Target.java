// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import dev.symkit.store.key.SymbolKey;

/** What a request asks for (symproxy.md 8.1, 8.7). Names of directories are as they are configured, empty for the root. */
public sealed interface Target {
    /**
     * A file of a key.
     *
     * @param key as the client spells it; tables use {@link SymbolKey#canonical}
     */
    record File(String directory, SymbolKey key, Leaf leaf) implements Target {}

    /** A directory itself. */
    record Top(String directory) implements Target {}

    /** A directory below one that may be looked at, asked for with a slash at its end. */
    record Listing(String directory, StorePlace place) implements Target {}

    /** {@code index2.txt} of a directory, which tells whether it has two tiers. */
    record TierMarker(String directory) implements Target {}

    /** {@code pingme.txt} of a directory, which tells that it is a store. */
    record Pingme(String directory) implements Target {}

    /**
     * A file of another system by its build id, as debuginfod serves it.
     *
     * @param buildId hexadecimal digits in lower case
     * @param executable whether the program is wanted, not its symbols
     */
    record BuildId(String buildId, boolean executable) implements Target {}

    /**
     * Something of a directory that is written to (symproxy.md 8.8).
     *
     * @param call the first word behind the directory: {@code upload}, {@code transactions} or {@code exists}
     * @param rest what stands behind it, decoded; at most two words
     */
    record Call(String directory, String call, java.util.List<String> rest) implements Target {
        /** Copies the list. */
        public Call {
            rest = java.util.List.copyOf(rest);
        }
    }

    /**
     * A service of the server.
     *
     * @param path what stands behind {@code /-/}, decoded, for example {@code misses/clear}
     */
    record Service(String path) implements Target {}

    /** {@code robots.txt}. */
    record Robots() implements Target {}

    /** A file that browsers and tools ask every server for and that is never here. */
    record Never() implements Target {}

    /** Nothing that a symbol server has: 404. */
    record Unknown() implements Target {}

    /**
     * Nothing that a client in good order asks for: 400.
     *
     * @param reason in a few words, without text of the client
     */
    record Malformed(String reason) implements Target {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.settings.StoreSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a pointer leads.
 *
 * @param base the place it is in
 * @param segments the path from there
 * @param reach how far away it is
 * @param store the store that a path from the same base is the root of
 */
record PointerGoal(
        SearchStore base, List<String> segments, Reach reach, Function<List<String>, Optional<SearchStore>> store) {
    PointerGoal {
        segments = List.copyOf(segments);
    }

    /** How far a pointer leads away. */
    enum Reach {
        /** Into the same store. */
        SAME_STORE,
        /** Into another store of the symbol path. */
        CONFIGURED,
        /** To a share. */
        SHARE,
        /** Anywhere else. */
        ELSEWHERE
    }

    /** Whether a policy allows to go there (symsrv.md 4.3). */
    boolean isAllowed(StoreSettings.Pointers policy) {
        return switch (policy) {
            case ANY -> true;
            case UNC -> reach != Reach.ELSEWHERE;
            case SAME_STORE -> reach == Reach.SAME_STORE;
            case NONE, DEFAULT -> false;
        };
    }

    /** What tells goals apart. */
    String id() {
        return (base.id() + "/" + String.join("/", segments)).toLowerCase(Locale.ROOT);
    }
}

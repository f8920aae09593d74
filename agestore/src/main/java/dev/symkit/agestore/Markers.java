// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import java.util.Locale;
import java.util.Set;

/** What makes a directory a symbol store, by name ignoring case (agestore.md 2.1, symbol-store-format.md 1.1). */
final class Markers {
    private static final String WANTS_POINTERS = "wantsptr.txt";
    private static final Set<String> FILES = Set.of(StoreNames.PINGME, Tier.MARKER, WANTS_POINTERS);

    private Markers() {}

    /** Whether a file of this name marks its directory as a store. */
    static boolean isMarker(String name) {
        return FILES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether nothing in a directory of this name is to be touched. */
    static boolean isClosed(String name, boolean inStore) {
        return name.equalsIgnoreCase(StoreNames.ADMIN) || (inStore && name.equalsIgnoreCase(StoreNames.SYMPROXY));
    }

    /** Whether a directory with these names in it is a store. */
    static boolean isStore(NameList names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.name(i);
            if (isMarker(name) || name.equalsIgnoreCase(StoreNames.ADMIN)) {
                return true;
            }
        }
        return false;
    }
}

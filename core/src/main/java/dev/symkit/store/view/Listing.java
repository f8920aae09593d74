// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names in one directory, or those of them that will be looked up. Thread-safe: guarded by its own lock. */
final class Listing {
    /** After so many look-ups it is worth while to fold all names. */
    private static final int FEW = 4;

    private Set<String> soon;
    private @Nullable List<String> names;
    private @Nullable Map<String, List<String>> spellings;
    private int lookUps;

    private Listing(Set<String> soon, @Nullable List<String> names) {
        this.soon = soon;
        this.names = names;
    }

    /** Of a directory that is not there yet. */
    static Listing ofNew() {
        return new Listing(Set.of(), new ArrayList<>());
    }

    /**
     * Nothing is read yet.
     *
     * @param soon the names that will be looked up, folded; empty for any
     */
    static Listing unread(Set<String> soon) {
        return new Listing(soon, null);
    }

    /** Whether the directory need not be read for this name. */
    synchronized boolean tells(String folded) {
        return names != null && (soon.isEmpty() || soon.contains(folded));
    }

    /** Reads what is needed to tell about a name. */
    synchronized void read(StoreStorage storage, String directory, String folded) throws IOException {
        if (tells(folded)) {
            return;
        }
        if (names == null && soon.contains(folded)) {
            names = new ArrayList<>(storage.list(directory, this::isSoon));
            return;
        }
        List<String> all = new ArrayList<>(storage.list(directory));
        if (names != null) {
            List<String> added = new ArrayList<>(names);
            added.removeAll(Set.copyOf(all));
            all.addAll(added);
        }
        names = all;
        spellings = null; // it has only the names that were foreseen
        soon = Set.of();
    }

    private boolean isSoon(String name) {
        for (String folded : soon) {
            if (isFolded(name, folded)) {
                return true;
            }
        }
        return false;
    }

    /** All spellings of a name that is folded already. */
    synchronized List<String> all(String folded) {
        List<String> list = names == null ? List.of() : names;
        Map<String, List<String>> map = spellings;
        if (map == null && ++lookUps <= FEW) {
            return list.stream().filter(name -> isFolded(name, folded)).sorted().toList();
        }
        if (map == null) {
            map = new HashMap<>();
            for (String name : list) {
                map.merge(fold(name), List.of(name), Listing::merged);
            }
            spellings = map;
        }
        return map.getOrDefault(folded, List.of());
    }

    private static List<String> merged(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).sorted().toList();
    }

    synchronized void add(String folded, String name) {
        if (names != null) {
            names.add(name);
            if (spellings != null) {
                spellings.merge(folded, List.of(name), Listing::merged);
            }
        }
    }

    synchronized Optional<String> findOrAdd(String folded, String name) {
        Optional<String> known = all(folded).stream().findFirst();
        if (known.isEmpty()) {
            add(folded, name);
        }
        return known;
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Folds nothing for names of ASCII, nor for most others. Only {@code U+0130} changes its length when it is folded. */
    private static boolean isFolded(String name, String folded) {
        int length = folded.length();
        if (name.length() != length) {
            return name.indexOf('\u0130') >= 0 && fold(name).equals(folded);
        }
        for (int i = 0; i < length; i++) {
            char given = name.charAt(i);
            char wanted = folded.charAt(i);
            if (given >= 0x80 || wanted >= 0x80) {
                return fold(name).equals(folded);
            }
            if (given != wanted && (given < 'A' || given > 'Z' || given + ('a' - 'A') != wanted)) {
                return false;
            }
        }
        return true;
    }
}

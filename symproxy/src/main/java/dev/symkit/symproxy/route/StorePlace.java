// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory of a store that can be looked at: the root, {@code NAME}, {@code NAME/INDEX}, and in two tiers {@code XX}, {@code XX/NAME},
 * {@code XX/NAME/INDEX}. What belongs to no key, such as {@code 000Admin}, {@code .symproxy} and temporary files, is no such place and in none.
 *
 * @param names from the root down, spelled as somebody asks for them
 */
public record StorePlace(List<String> names) {
    /** The root. */
    public static final StorePlace ROOT = new StorePlace(List.of());

    /**
     * Takes names that are known to be a place; {@link #of} is for all others.
     *
     * @throws IllegalArgumentException if they are none
     */
    public StorePlace {
        names = List.copyOf(names);
        if (!isPlace(names)) {
            throw new IllegalArgumentException("no place in a store");
        }
    }

    /** The place with these names from the root down; empty if there is none in any store. */
    public static Optional<StorePlace> of(List<String> names) {
        return isPlace(names) ? Optional.of(new StorePlace(names)) : Optional.empty();
    }

    private static boolean isPlace(List<String> names) {
        return switch (names.size()) {
            case 0 -> true;
            case 1 -> isName(names.get(0));
            case 2 ->
                isName(names.get(0)) && (isKey(names.get(0), names.get(1)) || isPrefix(names.get(0), names.get(1)));
            case 3 -> isPrefix(names.get(0), names.get(1)) && isKey(names.get(1), names.get(2));
            default -> false;
        };
    }

    private static boolean isName(String name) {
        return !name.startsWith(".") && !name.startsWith("~") && isKey(name, "0");
    }

    private static boolean isKey(String name, String index) {
        try {
            return !index.startsWith(".") && SymbolKey.of(name, index).name().equals(name);
        } catch (IllegalKeyException e) {
            return false;
        }
    }

    private static boolean isPrefix(String prefix, String name) {
        return isName(name) && Tier.prefix(name).equalsIgnoreCase(prefix);
    }

    /** A directory in this one; empty if it is none of the store. */
    public Optional<StorePlace> below(String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return of(more);
    }

    /** Which file of its key a file in this place is; empty if it is none that a client may ask for. */
    public Optional<Leaf> leaf(String file) {
        int last = names.size() - 1;
        boolean hasFiles = last > 0 && isKey(names.get(last - 1), names.get(last));
        return hasFiles ? Leaf.named(file, names.get(last - 1)) : Optional.empty();
    }
}

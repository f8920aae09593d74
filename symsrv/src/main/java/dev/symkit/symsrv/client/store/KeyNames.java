// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.settings.StoreSettings.Casing;
import java.util.List;
import java.util.Locale;

/**
 * A key as one store spells it (symsrv.md 2.2).
 *
 * @param name file name
 * @param index index string
 */
record KeyNames(String name, String index) {
    /** The spelling that the settings of a store ask for. */
    static KeyNames of(SymbolKey key, Casing casing) {
        return switch (casing) {
            case DEFAULT -> new KeyNames(key.name(), key.index());
            case SSQP ->
                new KeyNames(
                        key.name().toLowerCase(Locale.ROOT), key.lowerCase().index());
            case CANONICAL ->
                new KeyNames(key.canonical().name(), key.canonical().index());
            case LOWER ->
                new KeyNames(key.name().toLowerCase(Locale.ROOT), key.index().toLowerCase(Locale.ROOT));
            case UPPER ->
                new KeyNames(key.name().toUpperCase(Locale.ROOT), key.index().toUpperCase(Locale.ROOT));
        };
    }

    /** The spelling that is tried after a miss. */
    static KeyNames other(SymbolKey key, Casing casing) {
        return of(key, casing == Casing.DEFAULT ? Casing.SSQP : Casing.DEFAULT);
    }

    /** The directories from the root of a store down to the key. */
    List<String> directories(Tier tier) {
        return tier == Tier.TWO ? List.of(Tier.prefix(name), name, index) : List.of(name, index);
    }
}

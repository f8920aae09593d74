// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.List;
import java.util.Optional;

/**
 * Which symbols are wanted. Immutable.
 *
 * @param text the mask as a user typed it
 * @param mask what their names match, as they are shown
 * @param options what is shown and searched
 */
public record SymbolQuery(String text, Mask mask, SymbolOptions options) {
    /** The query for a mask that a user typed. */
    public static SymbolQuery of(String mask, SymbolOptions options) {
        return new SymbolQuery(mask, Mask.ofSymbols(mask, options.has(SymbolOptions.CASE_INSENSITIVE)), options);
    }

    /** Whether the symbols that only the compiler knows are searched. */
    public boolean wantsPrivates() {
        return !options.has(SymbolOptions.PUBLICS_ONLY);
    }

    /** Whether publics are searched, given whether a private symbol was found. */
    public boolean wantsPublics(boolean found) {
        if (options.has(SymbolOptions.PUBLICS_ONLY)) {
            return true;
        }
        return !options.has(SymbolOptions.NO_PUBLICS) && !(found && options.has(SymbolOptions.AUTO_PUBLICS));
    }

    /**
     * The names that can match, if they are few: one, or that with underscores in front if the mask has one there. More underscores than
     * these are not foreseen; who finds none of these names has to look at all.
     */
    public List<String> candidates() {
        if (literal().isPresent()) {
            return List.of(literal().get());
        }
        int from = 0;
        while (from < text.length() && text.charAt(from) == '_') {
            from++;
        }
        Optional<String> name = Mask.ofSymbols(text.substring(from), false).literal();
        if (from == 0 || name.isEmpty()) {
            return List.of();
        }
        String rest = "_".repeat(from - 1) + name.get(); // the first underscore is any number of them
        return List.of(rest, "_" + rest, "__" + rest, "___" + rest);
    }

    /** The query for the very name that the user typed, whatever its characters mean in masks: {@code operator+} is a name too. */
    public SymbolQuery exact() {
        Mask name = Mask.ofName(text, options.has(SymbolOptions.CASE_INSENSITIVE));
        return new SymbolQuery(text, name, options);
    }

    /** The only name that matches, if there is only one. */
    public Optional<String> literal() {
        return mask.literal();
    }
}

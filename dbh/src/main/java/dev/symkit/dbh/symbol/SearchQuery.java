// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@code srch} looks for (dbh.md 3.3 and 5.1). Immutable.
 *
 * @param symbols mask and options
 * @param parent the number of the object file or function to search in; empty: everywhere
 * @param tag the kind that is wanted; empty: the usual kinds
 * @param address an address that the symbols cover
 * @param globals leaves out what is visible in one object file only
 * @param recurse goes into functions and blocks
 * @param all every kind
 */
public record SearchQuery(
        SymbolQuery symbols,
        OptionalLong parent,
        OptionalInt tag,
        OptionalLong address,
        boolean globals,
        boolean recurse,
        boolean all) {
    /** Whether a kind is wanted. */
    public boolean wants(int kind) {
        if (tag.isPresent()) {
            return kind == tag.getAsInt();
        }
        return all
                || switch (kind) {
                    case Tag.FUNCTION, Tag.DATA, Tag.TYPEDEF, Tag.UDT, Tag.ENUM, Tag.PUBLIC_SYMBOL -> true;
                    default -> false;
                };
    }

    /** Whether a symbol of some bytes covers the address; those of unknown size cover their first byte. */
    public boolean covers(long start, long size) {
        return address.isEmpty() || Long.compareUnsigned(address.getAsLong() - start, Math.max(1, size)) < 0;
    }
}

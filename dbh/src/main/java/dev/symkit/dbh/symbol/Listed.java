// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

/**
 * What a listing shows of a symbol. Immutable.
 *
 * @param index its number in this session
 * @param address as in {@link SymbolRow}
 * @param tag its kind
 * @param flags what marks it as an export (dbh.md 4.2)
 * @param name as it is shown
 */
public record Listed(long index, long address, int tag, int flags, String name) {
    /** A listing of what is known in full. */
    public static Listed of(SymbolRow row) {
        return new Listed(row.index(), row.address(), row.tag(), row.flags(), row.name());
    }

    /** The letter in tables for exports: {@code F} for a forwarder, {@code E} for another. */
    char mark() {
        if ((flags & SymbolRow.FORWARDER) != 0) {
            return 'F';
        }
        return (flags & SymbolRow.EXPORT) != 0 ? 'E' : ' ';
    }
}

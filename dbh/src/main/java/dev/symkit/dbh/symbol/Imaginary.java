// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The symbols that a user made up (dbh.md 3.3). Confined to the thread of the shell. */
public final class Imaginary {
    private final List<SymbolRow> symbols = new ArrayList<>();
    private long next = Numbers.IMAGINARY;

    /** Adds one. */
    public void add(String name, long address, long size, long moduleBase) {
        symbols.add(new SymbolRow(name, address, size, SymbolRow.VIRTUAL, 0, moduleBase, 0, 0, Tag.CUSTOM, next++));
    }

    /** Removes one. */
    public void remove(SymbolRow symbol) {
        symbols.remove(symbol);
    }

    /** Removes all. Numbers are not used again. */
    public void clear() {
        symbols.clear();
    }

    /** All, in the order in which they were made. */
    public List<SymbolRow> all() {
        return List.copyOf(symbols);
    }

    /** The first one of a module whose name matches. */
    public Optional<SymbolRow> named(Mask mask, long moduleBase) {
        return symbols.stream()
                .filter(symbol -> symbol.moduleBase() == moduleBase && mask.matches(symbol.name()))
                .findFirst();
    }

    /** The one that covers an address, its end included; of several that which starts last. */
    public Optional<SymbolRow> at(long address) {
        return symbols.stream()
                .filter(symbol -> covers(symbol, address))
                .max(Comparator.comparingLong(SymbolRow::address)
                        .thenComparing(
                                Comparator.comparingLong(SymbolRow::index).reversed()));
    }

    /** Whether one covers an address. The end belongs to it (documented). */
    public static boolean covers(SymbolRow symbol, long address) {
        return Long.compareUnsigned(address - symbol.address(), symbol.size()) <= 0;
    }

    /** The one with a number. */
    public Optional<SymbolRow> numbered(long number) {
        return symbols.stream().filter(symbol -> symbol.index() == number).findFirst();
    }

    /** The neighbour of a symbol in the order of addresses, those at one address by their numbers. */
    public Optional<SymbolRow> beside(SymbolRow from, boolean forward) {
        Comparator<SymbolRow> order =
                Comparator.comparingLong(SymbolRow::address).thenComparingLong(SymbolRow::index);
        return forward
                ? symbols.stream()
                        .filter(symbol -> order.compare(symbol, from) > 0)
                        .min(order)
                : symbols.stream()
                        .filter(symbol -> order.compare(symbol, from) < 0)
                        .max(order);
    }
}

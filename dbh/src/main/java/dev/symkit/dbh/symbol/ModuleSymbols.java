// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.io.IOException;
import java.util.Optional;

/**
 * The symbols of a module, wherever they come from. Addresses are those of the session. All that reads a file says by {@link IOException}
 * what is damaged. Confined to the thread of the shell.
 */
public interface ModuleSymbols {
    /**
     * Lists functions, data and thunks, and publics as the options have it.
     *
     * @return false if no more are wanted
     */
    boolean list(SymbolQuery query, SymbolSink sink) throws IOException;

    /** The one of the very name, whatever its characters mean in masks; else the first one whose name matches. */
    Optional<SymbolRow> named(SymbolQuery query) throws IOException;

    /** The one that covers an address: of several that which starts last. */
    Optional<SymbolRow> at(long address, SymbolOptions options) throws IOException;

    /**
     * How far an address is behind the start of a symbol that {@link #at} gave: in the layout of before if the image was rearranged.
     */
    long distance(long address, SymbolRow symbol, SymbolOptions options) throws IOException;

    /**
     * Lists those that cover or start at an address, labels included.
     *
     * @return false if no more are wanted
     */
    boolean listAt(long address, SymbolOptions options, SymbolSink sink) throws IOException;

    /**
     * The neighbour of a symbol in the order of addresses, those at one address by their numbers.
     *
     * @param from what it is the neighbour of; need not be one of these
     * @param forward whether the one behind it is meant
     */
    Optional<SymbolRow> beside(SymbolRow from, boolean forward, SymbolOptions options) throws IOException;

    /** The one with a number: a symbol, an object file or a type. */
    Optional<SymbolRow> numbered(long number, SymbolOptions options) throws IOException;

    /** What a symbol lies in: a block, a function, an object file, or the module as a whole. */
    Optional<SymbolRow> scopeOf(SymbolRow symbol, SymbolOptions options) throws IOException;

    /** What a symbol that only a function knows lies in: the first one of that name. */
    Optional<SymbolRow> scopeOfInner(SymbolQuery query) throws IOException;

    /**
     * Lists what is looked for, of any kind.
     *
     * @return false if no more are wanted
     */
    boolean search(SearchQuery query, SymbolSink sink) throws IOException;

    /**
     * Lists functions and thunks with their lines.
     *
     * @param all every symbol, with a line or without
     * @return false if no more are wanted
     */
    boolean dump(boolean all, SymbolOptions options, DumpSink sink) throws IOException;

    /** Takes the rows of {@link #dump}. */
    @FunctionalInterface
    interface DumpSink {
        /** Takes a row; false: no more are wanted. */
        boolean take(DumpRow row) throws IOException;
    }
}

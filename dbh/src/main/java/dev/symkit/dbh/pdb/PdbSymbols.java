// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SearchQuery;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.Optional;

/** The symbols of a PDB of Windows. Keeps what it has read of indexes; streams of symbols are read anew. Confined to one thread. */
public final class PdbSymbols implements ModuleSymbols {
    private final PdbParts parts;
    private final RowMaker rows;
    private final RowMaker listed;
    private final PdbLister lister;
    private final PdbLocator locator;
    private final PdbFinder finder;

    /**
     * The symbols of a PDB.
     *
     * @param module name of the module
     * @param base address of its first byte
     * @param lookout what searches pass; {@link java.util.concurrent.CancellationException} ends them
     */
    public PdbSymbols(PdbFile pdb, String module, long base, Lookout lookout) {
        this.parts = new PdbParts(pdb, module, base, lookout);
        this.rows = new RowMaker(parts, true);
        this.listed = new RowMaker(parts, false);
        this.lister = new PdbLister(parts);
        this.locator = new PdbLocator(parts);
        this.finder = new PdbFinder(parts, lister, locator);
    }

    @Override
    public boolean list(SymbolQuery query, SymbolSink sink) throws IOException {
        return lister.list(query, sink);
    }

    @Override
    public Optional<SymbolRow> named(SymbolQuery query) throws IOException {
        return row(finder.find(query), query.options());
    }

    @Override
    public Optional<SymbolRow> at(long address, SymbolOptions options) throws IOException {
        return row(locator.at(address, options), options);
    }

    @Override
    public long distance(long address, SymbolRow symbol, SymbolOptions options) throws IOException {
        RecordFields start = new RecordFields();
        start.read(parts.recordOf(symbol.index()));
        Optional<AddressMap.SectionOffset> place = parts.place(address, options);
        return place.isPresent() && place.get().section() == start.section()
                ? place.get().offset() - start.offset()
                : address - symbol.address();
    }

    @Override
    public boolean listAt(long address, SymbolOptions options, SymbolSink sink) throws IOException {
        return new SymbolsAt(parts, locator, rows).list(address, options, sink);
    }

    @Override
    public Optional<SymbolRow> beside(SymbolRow from, boolean forward, SymbolOptions options) throws IOException {
        return row(locator.beside(from.address(), from.index(), forward, options), options);
    }

    /** The row of a number that a look-up gave. */
    private Optional<SymbolRow> row(long number, SymbolOptions options) throws IOException {
        return number == PdbFinder.NONE ? Optional.empty() : rows.row(parts.recordOf(number), number, false, options);
    }

    @Override
    public Optional<SymbolRow> numbered(long number, SymbolOptions options) throws IOException {
        Optional<Numbers.Place> place = parts.numbers().place(number);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        if (place.get() instanceof Numbers.Compiland compiland) {
            return Optional.of(compiland(compiland.module()));
        }
        if (place.get() instanceof Numbers.Type type) {
            return new TypeRows(parts).row(type.typeIndex(), options);
        }
        if (place.get() instanceof Numbers.ModuleRecord inModule) {
            ModuleWalk walk = new ModuleWalk(parts).to(inModule.module());
            while (walk.next() && walk.reader().offset() <= inModule.offset()) {
                if (walk.reader().offset() == inModule.offset()) {
                    return rows.row(walk, options);
                }
            }
            return Optional.empty();
        }
        return place.get() instanceof Numbers.GlobalRecord global
                ? globalRow(global.offset(), number, options)
                : Optional.empty();
    }

    private Optional<SymbolRow> globalRow(long offset, long number, SymbolOptions options) throws IOException {
        if (parts.pdb().symbolRecords().isEmpty()) {
            return Optional.empty();
        }
        SymbolReader record = parts.pdb().symbolRecords().get().inOrder();
        while (record.next() && record.offset() <= offset) {
            parts.lookout().pass();
            if (record.offset() == offset) {
                return rows.row(record, number, false, options);
            }
        }
        return Optional.empty();
    }

    private SymbolRow compiland(int module) throws IOException {
        String name = parts.pdb().module(module).info().name().toString();
        long number = parts.numbers().ofCompiland(module);
        return new SymbolRow(name, 0, 0, 0, 0, parts.base(), 0, 0, Tag.COMPILAND, number);
    }

    @Override
    public Optional<SymbolRow> scopeOf(SymbolRow symbol, SymbolOptions options) throws IOException {
        Optional<Numbers.Place> place = parts.numbers().place(symbol.index());
        if (place.isEmpty() || !(place.get() instanceof Numbers.ModuleRecord inModule)) {
            SymbolRow exe = new SymbolRow(parts.name(), parts.base(), 0, 0, 0, parts.base(), 0, 0, Tag.EXE, 0);
            return Optional.of(exe);
        }
        ModuleWalk walk = new ModuleWalk(parts).to(inModule.module());
        while (walk.next() && walk.reader().offset() < inModule.offset()) {
            // goes on to the symbol
        }
        return Optional.of(around(walk, inModule.module(), options));
    }

    /** The row of the scope that a walk stands in. */
    private SymbolRow around(ModuleWalk walk, int module, SymbolOptions options) throws IOException {
        if (walk.around() == ScopeTracker.NONE) {
            return compiland(module);
        }
        long number = parts.numbers().ofModuleRecord(module, walk.around());
        return numbered(number, options).orElse(compiland(module));
    }

    @Override
    public Optional<SymbolRow> scopeOfInner(SymbolQuery query) throws IOException {
        ModuleWalk walk = new ModuleWalk(parts);
        NameText text = new NameText();
        for (int module = 0; module < parts.pdb().moduleCount(); module++) {
            walk.to(module);
            while (walk.next()) {
                if (walk.around() != ScopeTracker.NONE
                        && RecordFields.tagOf(walk.reader().kind()) != RecordFields.NO_TAG
                        && query.mask().matches(text.of(walk.reader()))) {
                    return Optional.of(around(walk, module, query.options()));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean search(SearchQuery query, SymbolSink sink) throws IOException {
        return new PdbSearch(parts, query.address().isPresent() ? rows : listed).search(query, sink);
    }

    @Override
    public boolean dump(boolean all, SymbolOptions options, DumpSink sink) throws IOException {
        return new FunctionDump(parts, listed).dump(all, options, sink);
    }
}

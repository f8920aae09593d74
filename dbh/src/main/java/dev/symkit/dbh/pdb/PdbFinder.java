// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.AddressMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the first symbol of a name. Names without wildcards are looked up in the hash tables of the PDB, which do not tell upper from lower
 * case; only where these do not help are all symbols walked over. Confined to one thread.
 */
final class PdbFinder {
    /** There is no such symbol. */
    static final long NONE = 0;

    private static final List<String> PREFIXES = List.of("", "_", "@");

    private final PdbParts parts;
    private final PdbLister lister;
    private final PdbLocator locator;
    private final RecordFields fields = new RecordFields();
    private final NameText text = new NameText();

    PdbFinder(PdbParts parts, PdbLister lister, PdbLocator locator) {
        this.parts = parts;
        this.lister = lister;
        this.locator = locator;
    }

    /** The number of the first symbol that matches, or {@link #NONE}. */
    long find(SymbolQuery query) throws IOException {
        if (!query.options().has(SymbolOptions.NO_CPP)) {
            long found = query.literal().isPresent() || query.text().isEmpty()
                    ? NONE
                    : lookUp(List.of(query.text()), query.exact());
            found = found == NONE && !query.candidates().isEmpty() ? lookUp(query.candidates(), query) : found;
            if (found != NONE) {
                return found;
            }
        }
        long[] first = new long[] {NONE};
        lister.list(query, symbol -> {
            first[0] = symbol.index();
            return false;
        });
        return first[0];
    }

    private long lookUp(List<String> names, SymbolQuery query) throws IOException {
        long found = query.wantsPrivates() ? privateOf(names, query) : NONE;
        return found == NONE && query.wantsPublics(false) ? publicOf(names, query) : found;
    }

    private long[] offsets(SymbolFinder finder, String name, SymbolQuery query) throws IOException {
        Name wanted = Name.of(name);
        return query.options().has(SymbolOptions.CASE_INSENSITIVE)
                ? finder.offsetsIgnoringCase(wanted)
                : finder.offsetsOf(wanted);
    }

    /** The lowest number of the private symbols with one of the names that the index of globals has. */
    private long privateOf(List<String> names, SymbolQuery query) throws IOException {
        if (parts.globalFinder().isEmpty()) {
            return NONE;
        }
        long best = NONE;
        for (String name : names) {
            for (long offset : offsets(parts.globalFinder().get(), name, query)) {
                long number = behind(offset, query);
                best = number != NONE && (best == NONE || number < best) ? number : best;
            }
        }
        return best;
    }

    /** The number of the symbol that the index of globals names: what a reference leads to, and data where its object file shows it. */
    private long behind(long offset, SymbolQuery query) throws IOException {
        SymbolReader record = parts.record(offset);
        Numbers numbers = parts.numbers();
        if (record.decode() instanceof ReferenceSymbol reference) {
            int module = reference.module() - 1;
            if (module < 0
                    || module >= parts.pdb().moduleCount()
                    || parts.pdb().module(module).stream().size() == 0) {
                return NONE;
            }
            SymbolReader target = parts.symbols(module, null);
            target.moveTo(reference.symbolOffset());
            fields.read(target);
            return isShown(query) && query.mask().matches(text.of(target))
                    ? numbers.ofModuleRecord(module, target.offset())
                    : NONE;
        }
        fields.read(record);
        if (!isShown(query)) {
            return NONE;
        }
        if (fields.tag() == Tag.DATA && fields.isPlaced()) {
            long shown = ofModule(
                    fields.section(), fields.offset(), Name.of(text.of(record).toString()));
            return shown != NONE ? shown : numbers.ofGlobalRecord(offset);
        }
        return numbers.ofGlobalRecord(offset);
    }

    private boolean isShown(SymbolQuery query) throws IOException {
        return RecordFields.isListed(fields.tag())
                && !(fields.isPlaced() && parts.isHidden(fields.section(), query.options()));
    }

    /** The number of the symbol of that name at a place in the stream of the object file that the place comes from. */
    private long ofModule(int section, long offset, Name name) throws IOException {
        int module = locator.moduleAt(section, offset);
        if (module < 0) {
            return NONE;
        }
        RecordFields found = new RecordFields();
        ModuleWalk walk = new ModuleWalk(parts).to(module);
        while (walk.nextOutermost()) {
            found.read(walk.reader());
            if (RecordFields.isListed(found.tag())
                    && found.isPlaced()
                    && found.section() == section
                    && found.offset() == offset
                    && walk.reader().hasName(name)) {
                return walk.number();
            }
        }
        return NONE;
    }

    private long publicOf(List<String> names, SymbolQuery query) throws IOException {
        if (parts.publicFinder().isEmpty()) {
            return NONE;
        }
        boolean undecorated = query.options().has(SymbolOptions.UNDNAME);
        for (String name : names) {
            for (String prefix : undecorated ? PREFIXES : PREFIXES.subList(0, 1)) {
                for (long offset : offsets(parts.publicFinder().get(), prefix + name, query)) {
                    Optional<Listed> symbol = lister.publicOn(parts.record(offset), query);
                    if (symbol.isPresent()) {
                        return preferPrivate(offset, symbol.get(), query);
                    }
                }
            }
        }
        return NONE;
    }

    /** Thunks are in no index; a public tells where one of its name may be. */
    private long preferPrivate(long offset, Listed symbol, SymbolQuery query) throws IOException {
        if (!query.wantsPrivates()) {
            return symbol.index();
        }
        fields.read(parts.record(offset));
        AddressMap.SectionOffset place = new AddressMap.SectionOffset(fields.section(), fields.offset());
        long thunk = ofModule(place.section(), place.offset(), Name.of(symbol.name()));
        return thunk != NONE ? thunk : symbol.index();
    }
}

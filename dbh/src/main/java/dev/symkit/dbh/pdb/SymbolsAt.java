// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.gsi.PublicAddresses;
import dev.symkit.format.symbols.AddressMap.SectionOffset;
import java.io.IOException;
import java.util.Optional;

/** Lists all symbols that cover or start at an address: {@code enumaddr} (dbh.md 5.1). Confined to one thread. */
final class SymbolsAt {
    private final PdbParts parts;
    private final PdbLocator locator;
    private final RowMaker rows;
    private final RecordFields fields = new RecordFields();

    SymbolsAt(PdbParts parts, PdbLocator locator, RowMaker rows) {
        this.parts = parts;
        this.locator = locator;
        this.rows = rows;
    }

    /** Lists; false if no more are wanted. */
    boolean list(long address, SymbolOptions options, SymbolSink sink) throws IOException {
        Optional<SectionOffset> place = parts.place(address, options);
        if (place.isEmpty()) {
            return true;
        }
        SymbolQuery query = SymbolQuery.of("", options);
        boolean[] found = new boolean[1];
        SymbolSink noting = symbol -> {
            found[0] = true;
            return sink.take(symbol);
        };
        if (query.wantsPrivates() && !listPrivates(address, place.get(), options, noting)) {
            return false;
        }
        return !query.wantsPublics(found[0]) || listPublics(place.get(), options, sink);
    }

    private boolean listPrivates(long address, SectionOffset place, SymbolOptions options, SymbolSink sink)
            throws IOException {
        int module = locator.moduleAt(place.section(), place.offset());
        boolean found = false;
        if (module >= 0) {
            ModuleWalk walk = new ModuleWalk(parts).to(module);
            while (walk.next()) {
                if (!isAt(walk, place)) {
                    continue;
                }
                found = true;
                Optional<SymbolRow> row = rows.row(walk, options);
                if (row.isPresent() && !sink.take(Listed.of(row.get()))) {
                    return false;
                }
            }
        }
        if (found) {
            return true;
        }
        long number = locator.at(address, options.with(SymbolOptions.NO_PUBLICS));
        Optional<SymbolRow> row =
                number == PdbFinder.NONE ? Optional.empty() : rows.row(parts.recordOf(number), number, false, options);
        return row.isEmpty() || sink.take(Listed.of(row.get()));
    }

    private boolean isAt(ModuleWalk walk, SectionOffset place) throws IOException {
        int tag = RecordFields.tagOf(walk.reader().kind());
        boolean listed = RecordFields.isListed(tag) && walk.around() == ScopeTracker.NONE;
        if (!listed && tag != Tag.LABEL) {
            return false;
        }
        fields.read(walk.reader());
        if (tag != Tag.DATA) {
            return fields.covers(place.section(), place.offset());
        }
        return fields.isPlaced()
                && fields.section() == place.section()
                && place.offset() >= fields.offset()
                && place.offset() - fields.offset() < Math.max(1, parts.sizeOf(fields.type()));
    }

    /** All at the place of the nearest one. */
    private boolean listPublics(SectionOffset place, SymbolOptions options, SymbolSink sink) throws IOException {
        Optional<PublicAddresses> all = parts.publics();
        int first = all.isEmpty() ? PublicAddresses.NONE : all.get().nearest(place.section(), place.offset());
        if (first == PublicAddresses.NONE) {
            return true;
        }
        PublicAddresses publics = all.orElseThrow();
        long offset = publics.offset();
        for (int i = first; i < publics.count(); i++) {
            long record = publics.at(i).offset();
            if (publics.segment() != place.section() || publics.offset() != offset) {
                break;
            }
            long number = parts.numbers().ofGlobalRecord(record);
            Optional<SymbolRow> row = rows.row(publics.at(i), number, false, options);
            if (row.isPresent() && !sink.take(Listed.of(row.get()))) {
                return false;
            }
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.AddressOrder;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.PublicAddresses;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.symbols.AddressMap.SectionOffset;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds symbols by address. The object file that an address comes from is the only one whose symbols are read; data is in an index that is
 * made when the first address outside of code is asked for, and only neighbours need one of all symbols. Confined to one thread.
 */
final class PdbLocator {
    private final PdbParts parts;
    private final RecordFields fields = new RecordFields();
    private @Nullable AddressOrder globalData;
    private @Nullable AddressOrder privates;
    private @Nullable AddressOrder publics;
    private @Nullable ImportThunks importThunks;

    PdbLocator(PdbParts parts) {
        this.parts = parts;
    }

    /** The object file that a place comes from, or -1. */
    int moduleAt(int section, long offset) throws IOException {
        var index = parts.contributions();
        OptionalInt module = index.isEmpty() ? OptionalInt.empty() : index.get().module(section, offset);
        int found = module.isPresent() && module.getAsInt() < parts.pdb().moduleCount() ? module.getAsInt() : -1;
        return found >= 0 && ImportThunks.areIn(parts, found) ? importThunks().moduleAt(section, offset, found) : found;
    }

    private ImportThunks importThunks() throws IOException {
        ImportThunks known = importThunks;
        if (known == null) {
            known = ImportThunks.read(parts);
            importThunks = known;
        }
        return known;
    }

    /** The number of the symbol that covers an address and starts last, or {@link PdbFinder#NONE}. */
    long at(long address, SymbolOptions options) throws IOException {
        Optional<SectionOffset> place = parts.place(address, options);
        if (place.isEmpty()) {
            return PdbFinder.NONE;
        }
        SymbolQuery query = SymbolQuery.of("", options);
        long found = query.wantsPrivates() ? privateAt(place.get(), address) : PdbFinder.NONE;
        return found == PdbFinder.NONE && query.wantsPublics(false) ? publicAt(place.get()) : found;
    }

    private long privateAt(SectionOffset place, long address) throws IOException {
        int module = moduleAt(place.section(), place.offset());
        if (module < 0 && parts.contributions().isEmpty()) {
            return covering(privates(), address);
        }
        long found = module < 0 ? PdbFinder.NONE : inModule(module, place);
        return found == PdbFinder.NONE && !parts.isCode(place.section()) ? covering(globalData(), address) : found;
    }

    private long inModule(int module, SectionOffset place) throws IOException {
        long best = PdbFinder.NONE;
        long bestOffset = -1;
        ModuleWalk walk = new ModuleWalk(parts).to(module);
        while (walk.nextOutermost()) {
            if (!RecordFields.isListed(RecordFields.tagOf(walk.reader().kind()))) {
                continue;
            }
            fields.read(walk.reader());
            if (fields.isPlaced()
                    && fields.section() == place.section()
                    && fields.offset() <= place.offset()
                    && fields.offset() > bestOffset
                    && covers(place)) {
                best = walk.number();
                bestOffset = fields.offset();
            }
        }
        return best;
    }

    private boolean covers(SectionOffset place) throws IOException {
        long size = fields.tag() == Tag.DATA ? parts.sizeOf(fields.type()) : fields.length();
        // What has no size reaches to the next symbol; that starts later and wins.
        return size == 0 || place.offset() - fields.offset() < size;
    }

    /** The last one at or before an address if it reaches so far; of several at one place the first. */
    private long covering(AddressOrder order, long address) throws IOException {
        int last = order.floor(address - parts.base());
        if (last == AddressOrder.NONE) {
            return PdbFinder.NONE;
        }
        int first = last;
        while (first > 0 && order.rva(first - 1) == order.rva(last)) {
            first--;
        }
        for (int i = first; i <= last; i++) {
            fields.read(parts.recordOf(order.number(i)));
            long size = fields.tag() == Tag.DATA ? parts.sizeOf(fields.type()) : fields.length();
            if (size == 0 || address - parts.base() - order.rva(i) < size) {
                return order.number(i);
            }
        }
        return PdbFinder.NONE;
    }

    private long publicAt(SectionOffset place) throws IOException {
        Optional<PublicAddresses> all = parts.publics();
        int nearest = all.isEmpty() ? PublicAddresses.NONE : all.get().nearest(place.section(), place.offset());
        return nearest == PublicAddresses.NONE
                ? PdbFinder.NONE
                : parts.numbers().ofGlobalRecord(all.get().at(nearest).offset());
    }

    /** The data of the index of globals. */
    private AddressOrder globalData() throws IOException {
        AddressOrder known = globalData;
        if (known == null) {
            known = new AddressOrder();
            addGlobals(known, new StaticSet());
            globalData = known.sort();
        }
        return known;
    }

    /** All private symbols that listings show and that lie in the image. */
    private AddressOrder privates() throws IOException {
        AddressOrder known = privates;
        if (known == null) {
            known = new AddressOrder();
            StaticSet statics = new StaticSet();
            ModuleWalk walk = new ModuleWalk(parts);
            for (int module = 0; module < parts.pdb().moduleCount(); module++) {
                walk.to(module);
                while (walk.nextOutermost()) {
                    SymbolReader record = walk.reader();
                    if (RecordFields.isListed(RecordFields.tagOf(record.kind()))) {
                        fields.read(record);
                        if (fields.tag() == Tag.DATA) {
                            statics.add(record, fields);
                        }
                        add(known, walk.number());
                    }
                }
            }
            addGlobals(known, statics);
            privates = known.sort();
        }
        return known;
    }

    private void addGlobals(AddressOrder order, StaticSet statics) throws IOException {
        if (parts.pdb().globals().isEmpty()) {
            return;
        }
        SymbolWalk walk = parts.pdb().globals().get().inRecordOrder();
        while (walk.next()) {
            parts.lookout().pass();
            if (RecordFields.isStatic(walk.symbol().kind())) {
                fields.read(walk.symbol());
                if (!statics.has(walk.symbol(), fields)) {
                    add(order, parts.numbers().ofGlobalRecord(walk.symbol().offset()));
                }
            }
        }
    }

    private AddressOrder publics() throws IOException {
        AddressOrder known = publics;
        if (known == null) {
            known = new AddressOrder();
            if (parts.pdb().publics().isPresent()) {
                SymbolWalk walk = parts.pdb().publics().get().inRecordOrder();
                while (walk.next()) {
                    parts.lookout().pass();
                    fields.read(walk.symbol());
                    add(known, parts.numbers().ofGlobalRecord(walk.symbol().offset()));
                }
            }
            publics = known.sort();
        }
        return known;
    }

    private void add(AddressOrder order, long number) throws IOException {
        if (fields.isPlaced() && !parts.isAbsolute(fields.section())) {
            long rva = parts.address(fields.section(), fields.offset()) - parts.base();
            if (rva >= 0 && rva >>> Integer.SIZE == 0) {
                order.add(rva, number);
            }
        }
    }

    /** The number of a neighbour, or {@link PdbFinder#NONE}. */
    long beside(long address, long number, boolean forward, SymbolOptions options) throws IOException {
        SymbolQuery query = SymbolQuery.of("", options);
        long rva = address - parts.base();
        if (rva < 0 || rva >>> Integer.SIZE != 0) {
            return PdbFinder.NONE; // a value, or the place of another module
        }
        long best = PdbFinder.NONE;
        long bestRva = 0;
        boolean found = query.wantsPrivates() && privates().count() > 0;
        for (int i = 0; i < 2; i++) {
            if (i == 0 ? !query.wantsPrivates() : !query.wantsPublics(found)) {
                continue;
            }
            AddressOrder order = i == 0 ? privates() : publics();
            int place = forward ? order.after(rva, number) : order.before(rva, number);
            if (place != AddressOrder.NONE && (best == PdbFinder.NONE || forward == order.rva(place) < bestRva)) {
                best = order.number(place);
                bestRva = order.rva(place);
            }
        }
        return best;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.SymbolWalk;
import java.io.IOException;
import java.util.Optional;

/** Lists the functions, data, thunks and publics of a PDB as they lie in the file. Confined to one thread. */
final class PdbLister {
    private final PdbParts parts;
    private final RecordFields fields = new RecordFields();
    private final NameText text = new NameText();

    PdbLister(PdbParts parts) {
        this.parts = parts;
    }

    /** Lists; false if no more are wanted. */
    boolean list(SymbolQuery query, SymbolSink sink) throws IOException {
        boolean[] found = new boolean[1];
        SymbolSink noting = symbol -> {
            found[0] = true;
            return sink.take(symbol);
        };
        if (query.wantsPrivates() && !listPrivates(query, noting)) {
            return false;
        }
        return !query.wantsPublics(found[0]) || listPublics(query, sink);
    }

    private boolean listPrivates(SymbolQuery query, SymbolSink sink) throws IOException {
        StaticSet statics = new StaticSet();
        ModuleWalk walk = new ModuleWalk(parts);
        for (int module = 0; module < parts.pdb().moduleCount(); module++) {
            walk.to(module);
            while (walk.nextOutermost()) {
                SymbolReader record = walk.reader();
                if (!RecordFields.isListed(RecordFields.tagOf(record.kind()))) {
                    continue;
                }
                fields.read(record);
                if (fields.tag() == Tag.DATA) {
                    statics.add(record, fields);
                }
                if (!offer(record, walk.number(), query, sink)) {
                    return false;
                }
            }
        }
        return listGlobals(statics, query, sink);
    }

    private boolean listGlobals(StaticSet statics, SymbolQuery query, SymbolSink sink) throws IOException {
        if (parts.pdb().globals().isEmpty()) {
            return true;
        }
        SymbolWalk walk = parts.pdb().globals().get().inRecordOrder();
        while (walk.next()) {
            parts.lookout().pass();
            SymbolReader record = walk.symbol();
            if (!RecordFields.isListed(RecordFields.tagOf(record.kind()))) {
                continue;
            }
            fields.read(record);
            if (statics.has(record, fields)) {
                continue;
            }
            if (!offer(record, parts.numbers().ofGlobalRecord(record.offset()), query, sink)) {
                return false;
            }
        }
        return true;
    }

    /** Hands a record over if its name matches. */
    private boolean offer(SymbolReader record, long number, SymbolQuery query, SymbolSink sink) throws IOException {
        SymbolOptions options = query.options();
        if (fields.isPlaced() && parts.isHidden(fields.section(), options)) {
            return true;
        }
        if (options.has(SymbolOptions.NO_CPP)) {
            String name = ShownNames.plain(text.of(record).toString(), options);
            return !query.mask().matches(name) || sink.take(listed(record, number, name));
        }
        text.of(record);
        return !query.mask().matches(text) || sink.take(listed(record, number, text.toString()));
    }

    private Listed listed(SymbolReader record, long number, String name) throws IOException {
        long address = RecordFields.isThread(record.kind()) ? fields.offset() : 0;
        if (fields.isPlaced()) {
            address = parts.address(fields.section(), fields.offset());
        }
        return new Listed(number, address, fields.tag(), 0, name);
    }

    private boolean listPublics(SymbolQuery query, SymbolSink sink) throws IOException {
        if (parts.pdb().publics().isEmpty()) {
            return true;
        }
        Optional<String> literal = query.options().has(SymbolOptions.NO_CPP) ? Optional.empty() : query.literal();
        SymbolWalk walk = parts.pdb().publics().get().inRecordOrder();
        while (walk.next()) {
            parts.lookout().pass();
            SymbolReader record = walk.symbol();
            if (RecordFields.tagOf(record.kind()) != Tag.PUBLIC_SYMBOL
                    || (literal.isPresent() && !ShownNames.mayBeShownAs(text.of(record), literal.get()))) {
                continue;
            }
            Optional<Listed> symbol = publicOn(record, query);
            if (symbol.isPresent() && !sink.take(symbol.get())) {
                return false;
            }
        }
        return true;
    }

    /** The public that a reader stands on, if it matches. */
    Optional<Listed> publicOn(SymbolReader record, SymbolQuery query) throws IOException {
        fields.read(record);
        if (parts.isHidden(fields.section(), query.options())) {
            return Optional.empty();
        }
        String name = ShownNames.decorated(text.of(record).toString(), query.options());
        if (!query.mask().matches(name)) {
            return Optional.empty();
        }
        boolean code = record.kind() != SymbolKinds.S_PUB32_16t && (record.u32(0) & 3) != 0;
        return Optional.of(new Listed(
                parts.numbers().ofGlobalRecord(record.offset()),
                parts.address(fields.section(), fields.offset()),
                Tag.PUBLIC_SYMBOL,
                code ? SymbolRow.PUBLIC_CODE : 0,
                name));
    }
}

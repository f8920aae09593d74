// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SearchQuery;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.SymbolWalk;
import java.io.IOException;
import java.util.Optional;

/** Looks for records of any kind: {@code srch} (dbh.md 5.1). Confined to one thread. */
final class PdbSearch {
    private final PdbParts parts;
    private final RowMaker rows;
    private final ListedFields listed;
    private final TypeRows types;
    private final NameText text = new NameText();
    private final RecordFields fields = new RecordFields();

    PdbSearch(PdbParts parts, RowMaker rows) {
        this.parts = parts;
        this.rows = rows;
        this.listed = new ListedFields(parts, rows);
        this.types = new TypeRows(parts);
    }

    /** Lists; false if no more are wanted. */
    boolean search(SearchQuery query, SymbolSink sink) throws IOException {
        if (query.parent().isPresent()) {
            Optional<Numbers.Place> place = parts.numbers().place(query.parent().getAsLong());
            if (place.isPresent() && place.get() instanceof Numbers.Compiland compiland) {
                return inModule(query, compiland.module(), new StaticSet(), sink);
            }
            return place.isEmpty()
                    || !(place.get() instanceof Numbers.ModuleRecord scope)
                    || inScope(query, scope, sink);
        }
        return everywhere(query, sink);
    }

    private boolean everywhere(SearchQuery query, SymbolSink sink) throws IOException {
        boolean[] found = new boolean[1];
        SymbolSink noting = symbol -> {
            found[0] = true;
            return sink.take(symbol);
        };
        boolean privates = query.symbols().wantsPrivates();
        if (privates && !(compilands(query, noting) && modulesAndGlobals(query, noting))) {
            return false;
        }
        boolean asked = query.all() || query.tag().isPresent();
        if (query.wants(Tag.PUBLIC_SYMBOL)
                && query.symbols().wantsPublics(found[0] && !asked)
                && !publics(query, sink)) {
            return false;
        }
        return !privates || types.list(query, sink);
    }

    private boolean compilands(SearchQuery query, SymbolSink sink) throws IOException {
        if (!query.wants(Tag.COMPILAND) || query.address().isPresent()) {
            return true;
        }
        for (int module = 0; module < parts.pdb().moduleCount(); module++) {
            String name = parts.pdb().module(module).info().name().toString();
            if (query.symbols().mask().matches(name)
                    && !sink.take(new Listed(parts.numbers().ofCompiland(module), 0, Tag.COMPILAND, 0, name))) {
                return false;
            }
        }
        return true;
    }

    private boolean modulesAndGlobals(SearchQuery query, SymbolSink sink) throws IOException {
        if (query.tag().isPresent() && !isOfRecords(query.tag().getAsInt())) {
            return true;
        }
        StaticSet statics = new StaticSet();
        for (int module = 0; module < parts.pdb().moduleCount(); module++) {
            if (!inModule(query, module, statics, sink)) {
                return false;
            }
        }
        if (parts.pdb().globals().isEmpty()) {
            return true;
        }
        SymbolWalk walk = parts.pdb().globals().get().inRecordOrder();
        while (walk.next()) {
            parts.lookout().pass();
            long number = parts.numbers().ofGlobalRecord(walk.symbol().offset());
            if (isWanted(query, walk.symbol())) {
                fields.read(walk.symbol());
                if (!statics.has(walk.symbol(), fields) && !offer(query, walk.symbol(), number, sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether object files or the index of globals can have symbols of a kind. */
    private static boolean isOfRecords(int tag) {
        return switch (tag) {
            case Tag.COMPILAND, Tag.UDT, Tag.ENUM, Tag.PUBLIC_SYMBOL -> false;
            default -> true;
        };
    }

    private boolean inModule(SearchQuery query, int module, StaticSet statics, SymbolSink sink) throws IOException {
        ModuleWalk walk = new ModuleWalk(parts).to(module);
        while (walk.next()) {
            boolean inside = walk.around() != ScopeTracker.NONE;
            if (inside && !query.recurse()) {
                continue;
            }
            SymbolReader record = walk.reader();
            if (!inside && RecordFields.tagOf(record.kind()) == Tag.DATA) {
                fields.read(record);
                statics.add(record, fields);
            }
            if (isWanted(query, record) && !offer(query, walk, sink)) {
                return false;
            }
        }
        return true;
    }

    /** What lies in a function or block: by itself, or with all inside. */
    private boolean inScope(SearchQuery query, Numbers.ModuleRecord scope, SymbolSink sink) throws IOException {
        ModuleWalk walk = new ModuleWalk(parts).to(scope.module());
        int depth = -1;
        while (walk.next()) {
            boolean opens = walk.around() != walk.innermost();
            if (walk.reader().offset() == scope.offset()) {
                if (!opens) {
                    return true;
                }
                depth = walk.depth();
                continue;
            }
            if (depth < 0) {
                continue;
            }
            if ((opens ? walk.depth() - 1 : walk.depth()) < depth) {
                return true;
            }
            boolean direct = walk.around() == scope.offset();
            if ((direct || query.recurse()) && isWanted(query, walk.reader()) && !offer(query, walk, sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean publics(SearchQuery query, SymbolSink sink) throws IOException {
        if (parts.pdb().publics().isEmpty()) {
            return true;
        }
        SymbolWalk walk = parts.pdb().publics().get().inRecordOrder();
        while (walk.next()) {
            parts.lookout().pass();
            long number = parts.numbers().ofGlobalRecord(walk.symbol().offset());
            if (!offer(query, walk.symbol(), number, sink)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWanted(SearchQuery query, SymbolReader record) {
        int tag = RecordFields.tagOf(record.kind());
        return tag != RecordFields.NO_TAG
                && query.wants(tag)
                && !(query.globals() && RecordFields.isOfOneModule(record.kind()));
    }

    private boolean offer(SearchQuery query, ModuleWalk walk, SymbolSink sink) throws IOException {
        if (!mayMatch(query, walk.reader())) {
            return true;
        }
        SymbolOptions options = query.symbols().options();
        boolean variable = walk.around() != ScopeTracker.NONE && fields.tag() == Tag.DATA;
        return (variable || query.address().isPresent())
                ? take(query, rows.placed(walk, options), sink)
                : !listed.read(walk, options) || take(query, walk.number(), sink);
    }

    private boolean offer(SearchQuery query, SymbolReader record, long number, SymbolSink sink) throws IOException {
        if (!mayMatch(query, record)) {
            return true;
        }
        SymbolOptions options = query.symbols().options();
        return query.address().isPresent()
                ? take(query, rows.row(record, number, false, options), sink)
                : !listed.read(record, options) || take(query, number, sink);
    }

    private static boolean take(SearchQuery query, Optional<SymbolRow> row, SymbolSink sink) throws IOException {
        return row.isEmpty()
                || !query.symbols().mask().matches(row.get().name())
                || !query.covers(row.get().address(), row.get().size())
                || sink.take(Listed.of(row.get()));
    }

    private boolean take(SearchQuery query, long number, SymbolSink sink) throws IOException {
        String name = listed.name();
        return !query.symbols().mask().matches(name)
                || sink.take(
                        new Listed(number, listed.address(), listed.fields().tag(), 0, name));
    }

    /** Looks at the record alone, as making rows of all of them would take long. */
    private boolean mayMatch(SearchQuery query, SymbolReader record) throws IOException {
        int tag = RecordFields.tagOf(record.kind());
        if (tag == RecordFields.NO_TAG || tag == Tag.INLINE_SITE) {
            return tag == Tag.INLINE_SITE;
        }
        fields.read(record);
        if (fields.isPlaced()
                && parts.isHidden(fields.section(), query.symbols().options())) {
            return false;
        }
        if (query.address().isPresent() && !fields.isPlaced()) {
            return false;
        }
        boolean noCpp = query.symbols().options().has(SymbolOptions.NO_CPP); // the name that is shown is another one
        if (tag == Tag.TYPEDEF) {
            text.of(record);
            return (noCpp || query.symbols().mask().matches(text)) && !types.isRepeated(fields.type(), text);
        }
        return tag == Tag.PUBLIC_SYMBOL
                || tag == Tag.ANNOTATION
                || noCpp
                || query.symbols().mask().matches(text.of(record));
    }
}

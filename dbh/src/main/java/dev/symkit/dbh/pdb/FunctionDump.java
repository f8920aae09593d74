// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.DumpRow;
import dev.symkit.dbh.symbol.ModuleSymbols.DumpSink;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.C11Position;
import dev.symkit.format.codeview.Checksums;
import dev.symkit.format.codeview.LineEntry;
import dev.symkit.format.codeview.LineTable;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.symbols.PdbModule;
import java.io.IOException;
import java.util.Optional;

/** Lists functions with their lines, one object file after the other: {@code dump} (dbh.md 3.3). Confined to one thread. */
final class FunctionDump {
    private final PdbParts parts;
    private final RowMaker rows;
    private final RecordFields fields = new RecordFields();
    private final NameText text = new NameText();
    private final StaticSet statics = new StaticSet();

    FunctionDump(PdbParts parts, RowMaker rows) {
        this.parts = parts;
        this.rows = rows;
    }

    /** Where a symbol comes from. */
    private record Source(String file, long line) {
        static final Source NONE = new Source("", 0);
    }

    /** The lines of one object file. */
    private record Lines(LineTable rows, Optional<Checksums> files, Optional<C11Lines> old) {
        static Lines of(PdbModule module) throws IOException {
            return new Lines(module.lines(), module.checksums(), module.oldLines());
        }

        Source find(Optional<StringTable> strings, int section, long offset) throws IOException {
            Optional<LineEntry> row = rows.lookup(section, offset);
            if (row.isPresent()) {
                if (row.get().isHidden() || files.isEmpty() || strings.isEmpty()) {
                    return Source.NONE;
                }
                long name = files.get().at(row.get().fileOffset()).nameOffset();
                Optional<Name> file = strings.get().find(name);
                return file.isEmpty()
                        ? Source.NONE
                        : new Source(file.get().toString(), row.get().line());
            }
            Optional<C11Position> place =
                    old.isEmpty() ? Optional.empty() : old.get().lookup(section, offset);
            return place.isEmpty()
                    ? Source.NONE
                    : new Source(place.get().file().toString(), place.get().line());
        }
    }

    /** Lists; false if no more are wanted. */
    boolean dump(boolean all, SymbolOptions options, DumpSink sink) throws IOException {
        ModuleWalk walk = new ModuleWalk(parts);
        for (int i = 0; i < parts.pdb().moduleCount(); i++) {
            PdbModule module = parts.pdb().module(i);
            if (module.stream().size() == 0) {
                continue;
            }
            walk.to(i);
            Lines lines = Lines.of(module);
            String object = module.info().name().toString();
            while (walk.next()) {
                if (!(all
                        ? dumpAny(walk, lines, object, options, sink)
                        : dumpCode(walk, lines, object, options, sink))) {
                    return false;
                }
            }
        }
        return !all || dumpGlobals(options, sink);
    }

    private boolean dumpCode(ModuleWalk walk, Lines lines, String object, SymbolOptions options, DumpSink sink)
            throws IOException {
        int tag = RecordFields.tagOf(walk.reader().kind());
        if (tag != Tag.FUNCTION && tag != Tag.THUNK) {
            return true;
        }
        fields.read(walk.reader());
        Source source = lines.find(parts.pdb().strings(), fields.section(), fields.offset());
        if (source.line() == 0) {
            return true;
        }
        String name = ShownNames.plain(text.of(walk.reader()).toString(), options);
        return sink.take(new DumpRow(parts.name(), name, rva(), source.file(), source.line(), object, 0));
    }

    /** The distance of the record that the fields are of from the start of the module; 0 if it lies nowhere. */
    private long rva() throws IOException {
        long address = fields.isPlaced() ? parts.address(fields.section(), fields.offset()) : 0;
        return address == 0 ? 0 : address - parts.base();
    }

    private boolean dumpAny(ModuleWalk walk, Lines lines, String object, SymbolOptions options, DumpSink sink)
            throws IOException {
        fields.read(walk.reader());
        Source source =
                fields.isPlaced() ? lines.find(parts.pdb().strings(), fields.section(), fields.offset()) : Source.NONE;
        if (fields.tag() == Tag.DATA && walk.around() == ScopeTracker.NONE) {
            statics.add(walk.reader(), fields);
        }
        return dumpRow(rows.row(walk, options), source, object, sink);
    }

    private boolean dumpRow(Optional<SymbolRow> row, Source source, String object, DumpSink sink) throws IOException {
        if (row.isEmpty()) {
            return true;
        }
        int tag = row.get().tag();
        boolean placed = fields.isPlaced() || tag == Tag.INLINE_SITE;
        long rva = placed && row.get().address() != 0 ? row.get().address() - parts.base() : 0;
        String name = row.get().name().replace('\n', ' ');
        return sink.take(new DumpRow(parts.name(), name, rva, source.file(), source.line(), object, tag));
    }

    private boolean dumpGlobals(SymbolOptions options, DumpSink sink) throws IOException {
        return (parts.pdb().globals().isEmpty()
                        || dumpWalk(parts.pdb().globals().get().inRecordOrder(), options, sink))
                && (parts.pdb().publics().isEmpty()
                        || dumpWalk(parts.pdb().publics().get().inRecordOrder(), options, sink));
    }

    private boolean dumpWalk(SymbolWalk walk, SymbolOptions options, DumpSink sink) throws IOException {
        while (walk.next()) {
            fields.read(walk.symbol());
            if (!statics.has(walk.symbol(), fields)
                    && !dumpRow(rows.row(walk.symbol(), 0, false, options), Source.NONE, "", sink)) {
                return false;
            }
        }
        return true;
    }
}

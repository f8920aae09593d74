// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.DumpRow;
import dev.symkit.dbh.symbol.ModuleSymbols.DumpSink;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
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
    private final ListedFields listed;
    private final RecordFields fields = new RecordFields();
    private final NameText text = new NameText();
    private final StaticSet statics = new StaticSet();

    FunctionDump(PdbParts parts, RowMaker rows) {
        this.parts = parts;
        this.listed = new ListedFields(parts, rows);
    }

    /** Where a symbol comes from. */
    private record Source(String file, long line) {
        static final Source NONE = new Source("", 0);
    }

    /** The lines of one object file. Remembers the name of the last source, as most symbols have the same as the one before. */
    private static final class Lines {
        private final LineTable rows;
        private final Optional<Checksums> files;
        private final Optional<C11Lines> old;
        private final Optional<StringTable> strings;
        private long lastFile = -1;
        private Optional<String> lastName = Optional.empty();

        Lines(PdbModule module, Optional<StringTable> strings) throws IOException {
            this.rows = module.lines();
            this.files = module.checksums();
            this.old = module.oldLines();
            this.strings = strings;
        }

        Source find(int section, long offset) throws IOException {
            int row = rows.find(section, offset);
            if (row != LineTable.NONE) {
                int line = rows.line(row);
                Optional<String> file = LineEntry.isMarker(line) ? Optional.empty() : file(rows.fileOffset(row));
                return file.isEmpty() ? Source.NONE : new Source(file.get(), line);
            }
            Optional<C11Position> place =
                    old.isEmpty() ? Optional.empty() : old.get().lookup(section, offset);
            return place.isEmpty()
                    ? Source.NONE
                    : new Source(place.get().file().toString(), place.get().line());
        }

        private Optional<String> file(long fileOffset) throws IOException {
            if (files.isEmpty() || strings.isEmpty()) {
                return Optional.empty();
            }
            if (fileOffset != lastFile) {
                lastName = strings.get()
                        .find(files.get().at(fileOffset).nameOffset())
                        .map(Name::toString);
                lastFile = fileOffset;
            }
            return lastName;
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
            Lines lines = new Lines(module, parts.pdb().strings());
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
        Source source = lines.find(fields.section(), fields.offset());
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
        if (!listed.read(walk, options)) {
            return true;
        }
        RecordFields record = listed.fields();
        Source source = record.isPlaced() ? lines.find(record.section(), record.offset()) : Source.NONE;
        if (record.tag() == Tag.DATA && walk.around() == ScopeTracker.NONE) {
            statics.add(walk.reader(), record);
        }
        return dumpListed(source, object, sink);
    }

    private boolean dumpListed(Source source, String object, DumpSink sink) throws IOException {
        int tag = listed.fields().tag();
        boolean placed = listed.fields().isPlaced() || tag == Tag.INLINE_SITE;
        long rva = placed && listed.address() != 0 ? listed.address() - parts.base() : 0;
        String name = listed.name().replace('\n', ' ');
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
            parts.lookout().pass();
            if (listed.read(walk.symbol(), options)
                    && !statics.has(walk.symbol(), listed.fields())
                    && !dumpListed(Source.NONE, "", sink)) {
                return false;
            }
        }
        return true;
    }
}

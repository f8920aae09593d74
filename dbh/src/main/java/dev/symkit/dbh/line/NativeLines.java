// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.codeview.C11Block;
import dev.symkit.format.codeview.C11File;
import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.ChecksumEntry;
import dev.symkit.format.codeview.Checksums;
import dev.symkit.format.codeview.LineEntry;
import dev.symkit.format.codeview.LineTable;
import dev.symkit.format.dbi.ContributionIndex;
import dev.symkit.format.dbi.FileInfo;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.CodeLocation;
import dev.symkit.format.symbols.Frame;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import dev.symkit.format.symbols.Symbolizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines in a PDB of Windows. An address leads to its object file by the section contributions, a source by the file list of the DBI
 * stream; no other object file is read then. Confined to one thread.
 */
final class NativeLines implements LineSource {
    /** Our choice: object files whose tables are kept. */
    private static final int KEPT = 32;

    private final PdbFile pdb;
    private final Map<Integer, Tables> tables = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable ContributionIndex contributions;
    private @Nullable FileInfo fileInfo;
    private @Nullable Symbolizer symbolizer;

    NativeLines(PdbFile pdb) {
        this.pdb = pdb;
    }

    /** What look-ups in an object file need. */
    private record Tables(
            LineTable lines, Optional<C11Lines> old, Optional<Checksums> checksums, Map<Long, String> names) {}

    @Override
    public List<String> objects() throws IOException {
        List<String> names = new ArrayList<>(pdb.moduleCount());
        for (int i = 0; i < pdb.moduleCount(); i++) {
            names.add(pdb.module(i).info().name().toString());
        }
        return names;
    }

    @Override
    public Optional<LineSpot> at(long rva) throws IOException {
        Optional<AddressMap.SectionOffset> address = pdb.addresses().address(rva);
        if (address.isEmpty() || pdb.dbi().isEmpty()) {
            return Optional.empty();
        }
        int section = address.get().section();
        long offset = address.get().offset();
        OptionalInt object = contributions().module(section, offset);
        if (object.isEmpty() || object.getAsInt() >= pdb.moduleCount()) {
            return Optional.empty();
        }
        Tables found = tables(object.getAsInt());
        Optional<LineEntry> row = visible(found.lines(), section, offset);
        if (row.isPresent()) {
            long start = rva - (offset - row.get().offset());
            return Optional.of(new LineSpot(
                    object.getAsInt(),
                    fileName(found, row.get().fileOffset()),
                    row.get().line(),
                    exact(section, row.get().offset(), start)));
        }
        return found.old()
                .flatMap(old -> old.lookup(section, offset))
                .map(old -> new LineSpot(
                        object.getAsInt(), old.file().toString(), old.line(), rva - (offset - old.offset())));
    }

    /** Where the code of a row went; if it was removed, where it would be seen from the address that was asked for. */
    private long exact(int section, long offset, long otherwise) throws IOException {
        OptionalLong rva = pdb.addresses().rva(section, offset);
        return rva.isPresent() && rva.getAsLong() <= otherwise ? rva.getAsLong() : otherwise;
    }

    /** The row of an address; if it is marked as one without source, another one of the same code. */
    private static Optional<LineEntry> visible(LineTable lines, int section, long offset) {
        int row = lines.find(section, offset);
        if (row == LineTable.NONE) {
            return Optional.empty();
        }
        LineEntry entry = lines.entry(row);
        for (int next = row + 1; entry.isHidden() && next < lines.size(); next++) {
            LineEntry other = lines.entry(next);
            if (other.section() != section || other.offset() != entry.offset()) {
                break;
            }
            entry = other;
        }
        return entry.isHidden() ? Optional.empty() : Optional.of(entry);
    }

    @Override
    public List<Integer> objectsWith(Predicate<String> source) throws IOException {
        List<Integer> found = new ArrayList<>();
        Map<Long, Boolean> known = new HashMap<>();
        for (int i = 0; i < pdb.moduleCount(); i++) {
            PdbModule module = pdb.module(i);
            boolean hasLines = module.info().c11Bytes() + module.info().c13Bytes() > 0;
            if (hasLines && (fileInfo().fileCount(i) == 0 || isListed(i, source, known))) {
                found.add(i);
            }
        }
        return found;
    }

    private boolean isListed(int object, Predicate<String> source, Map<Long, Boolean> known) throws IOException {
        FileInfo files = fileInfo();
        for (int i = 0; i < files.fileCount(object); i++) {
            long key = files.nameOffset(object, i);
            Boolean matches = known.get(key);
            if (matches == null) {
                matches = source.test(files.file(object, i).toString());
                known.put(key, matches);
            }
            if (matches) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ObjectLines lines(int object) throws IOException {
        Tables found = tables(object);
        ObjectLines.Builder builder = new ObjectLines.Builder();
        for (int i = 0; i < found.lines().size(); i++) {
            LineEntry row = found.lines().entry(i);
            OptionalLong rva = pdb.addresses().rva(row.section(), row.offset());
            if (!row.isHidden() && rva.isPresent()) {
                String file = fileName(found, row.fileOffset());
                builder.add(new LineSpot(object, file, row.line(), rva.getAsLong()));
            }
        }
        if (found.old().isPresent()) {
            addOld(builder, object, found.old().get());
        }
        return builder.build();
    }

    private void addOld(ObjectLines.Builder builder, int object, C11Lines old) throws IOException {
        for (C11File file : old.files()) {
            String name = file.name().toString();
            for (C11Block block : file.blocks()) {
                for (int row = 0; row < block.size(); row++) {
                    OptionalLong rva = pdb.addresses().rva(block.section(), block.offset(row));
                    if (rva.isPresent()) {
                        builder.add(new LineSpot(object, name, block.line(row), rva.getAsLong()));
                    }
                }
            }
        }
    }

    @Override
    public List<String> sources() throws IOException {
        if (pdb.dbi().isEmpty()) {
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        Map<String, Boolean> seen = new HashMap<>();
        Map<Long, Boolean> offsets = new HashMap<>();
        FileInfo files = fileInfo();
        for (int i = 0; i < files.moduleCount(); i++) {
            for (int file = 0; file < files.fileCount(i); file++) {
                if (offsets.put(files.nameOffset(i, file), true) == null) {
                    String path = files.file(i, file).toString();
                    if (seen.put(path, true) == null) {
                        paths.add(path);
                    }
                }
            }
        }
        for (int i = 0; i < pdb.moduleCount(); i++) {
            if (files.fileCount(i) == 0 && pdb.module(i).info().c13Bytes() > 0) {
                addListedByLines(paths, seen, i);
            }
        }
        return paths;
    }

    /** The sources of an object file that the file list has none of. */
    private void addListedByLines(List<String> paths, Map<String, Boolean> seen, int object) throws IOException {
        Tables found = tables(object);
        if (found.checksums().isPresent()) {
            for (ChecksumEntry entry : found.checksums().get().entries()) {
                String path = fileName(found, entry.fileOffset());
                if (!path.isEmpty() && seen.put(path, true) == null) {
                    paths.add(path);
                }
            }
        }
    }

    @Override
    public List<InlineFrame> frames(long rva, SymbolOptions options) throws IOException {
        Symbolizer translator = symbolizer;
        if (translator == null) {
            translator = pdb.symbolizer();
            symbolizer = translator;
        }
        Optional<CodeLocation> location = translator.find(rva);
        List<InlineFrame> frames = new ArrayList<>();
        if (location.isPresent()) {
            for (Frame frame : location.get().frames()) {
                String file = frame.line().map(line -> line.file().toString()).orElse("");
                long line = frame.line().map(found -> found.line()).orElse(0L);
                String name = frame.function().toString();
                String shown = location.get().isPublic()
                        ? ShownNames.decorated(name, options)
                        : ShownNames.plain(name, options);
                frames.add(new InlineFrame(frames.size(), shown, file, line, frame.inlined()));
            }
        }
        return frames;
    }

    private Tables tables(int object) throws IOException {
        Tables known = tables.get(object);
        if (known == null) {
            PdbModule module = pdb.module(object);
            known = new Tables(module.lines(), module.oldLines(), module.checksums(), new HashMap<>());
            tables.put(object, known);
            if (tables.size() > KEPT) {
                tables.remove(tables.keySet().iterator().next());
            }
        }
        return known;
    }

    private String fileName(Tables object, long fileOffset) throws IOException {
        String known = object.names().get(fileOffset);
        if (known == null) {
            known = "";
            if (object.checksums().isPresent() && pdb.strings().isPresent()) {
                long name = object.checksums().get().at(fileOffset).nameOffset();
                known = pdb.strings().get().find(name).map(Name::toString).orElse("");
            }
            object.names().put(fileOffset, known);
        }
        return known;
    }

    private ContributionIndex contributions() throws IOException {
        ContributionIndex known = contributions;
        if (known == null) {
            known = pdb.dbi()
                    .orElseThrow(() -> new IOException("the PDB has no DBI stream"))
                    .contributionIndex();
            contributions = known;
        }
        return known;
    }

    private FileInfo fileInfo() throws IOException {
        FileInfo known = fileInfo;
        if (known == null) {
            known = pdb.dbi()
                    .orElseThrow(() -> new IOException("the PDB has no DBI stream"))
                    .fileInfo();
            fileInfo = known;
        }
        return known;
    }
}

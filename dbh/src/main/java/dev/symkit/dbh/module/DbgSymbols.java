// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CoffSymbol;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols of a DBG file: those of its COFF symbol table that lie in a section, then the exported names that are not among them, whose
 * addresses only the image knows (our choice). All are shown as publics are.
 */
final class DbgSymbols {
    private static final int EXECUTABLE = 0x20000000;

    private final DbgContent dbg;
    private final long base;
    private final List<SymbolRow> rows = new ArrayList<>();

    private DbgSymbols(DbgContent dbg, long base) {
        this.dbg = dbg;
        this.base = base;
    }

    /**
     * The rows.
     *
     * @param image the image, if there is one
     * @param base where the module is
     * @throws IOException if the file cannot be read, or is damaged
     */
    static List<SymbolRow> rows(DbgContent dbg, Optional<PeFile> image, long base) throws IOException {
        DbgSymbols symbols = new DbgSymbols(dbg, base);
        Set<String> exports = new LinkedHashSet<>();
        dbg.exportedNames().forEach(name -> exports.add(name.toString()));
        symbols.addCoff(exports);
        Map<String, Long> places = places(image);
        for (String name : exports) {
            Long rva = places.get(name);
            symbols.add(name, rva == null ? 0 : base + rva, 0, SymbolRow.EXPORT);
        }
        return symbols.rows;
    }

    /** The RVAs of what an image exports itself. A damaged directory is as good as none. */
    private static Map<String, Long> places(Optional<PeFile> image) throws IOException {
        Map<String, Long> places = new HashMap<>();
        try {
            Optional<Exports> exports = image.isEmpty() ? Optional.empty() : Exports.read(image.get());
            for (Exports.Export export : exports.map(Exports::entries).orElse(List.of())) {
                if (export.forwarder().isEmpty()) {
                    places.put(export.name().toString(), export.rva());
                }
            }
        } catch (FormatException e) {
            places.clear();
        }
        return places;
    }

    /** Takes away those of the exports that it finds. */
    private void addCoff(Set<String> exports) throws IOException {
        List<Section> sections = dbg.sections();
        Set<String> known = Set.copyOf(exports);
        Set<String> found = new HashSet<>();
        for (CoffSymbol symbol : dbg.coffSymbols()) {
            if (symbol.section() < 1 || symbol.section() > sections.size() || !isListed(symbol)) {
                continue;
            }
            Section section = sections.get(symbol.section() - 1);
            boolean code = (section.characteristics() & EXECUTABLE) != 0;
            String name = symbol.name().toString();
            String exported = known.contains(name) || !name.startsWith("_") ? name : name.substring(1);
            int flags = code ? SymbolRow.PUBLIC_CODE : 0;
            if (known.contains(exported)) {
                found.add(exported);
                flags |= SymbolRow.EXPORT;
            }
            add(name, base + section.rva() + symbol.value(), symbol.size(), flags);
        }
        exports.removeAll(found);
    }

    /** Names of sections and of files are no symbols. */
    private static boolean isListed(CoffSymbol symbol) {
        boolean section =
                symbol.storageClass() == CoffSymbol.STATIC && symbol.auxiliaries() > 0 && !symbol.isFunction();
        return !symbol.name().isEmpty()
                && !section
                && (symbol.storageClass() == CoffSymbol.EXTERNAL || symbol.storageClass() == CoffSymbol.STATIC);
    }

    private void add(String name, long address, long size, int flags) {
        rows.add(new SymbolRow(name, address, size, flags, 0, base, 0, 0, Tag.PUBLIC_SYMBOL, rows.size() + 1L));
    }
}

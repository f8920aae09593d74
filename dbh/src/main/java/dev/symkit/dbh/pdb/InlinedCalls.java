// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.format.codeview.BinaryAnnotations;
import dev.symkit.format.codeview.CrossModuleExports;
import dev.symkit.format.codeview.CrossModuleIds;
import dev.symkit.format.codeview.InlineeTable;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.symbols.FunctionIds;
import dev.symkit.format.symbols.ModuleNames;
import dev.symkit.format.symbols.PdbModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where inlined calls lie and what they call (dbh.md 5.1; layout of the records: {@link dev.symkit.format.codeview.InlineSiteSymbol}). Keeps the
 * tables of the object file that it was asked about last. Confined to one thread.
 */
final class InlinedCalls {
    private static final int MOST_CALLEES = 1 << 18;

    /** Bytes of a record before its body; where the body names the procedure; bytes in front of the annotations. */
    private static final int PREFIX = 4;

    private static final int INLINEE = 8;
    private static final int HEADER = 12;
    private static final int SECOND_HEADER = 16;

    private final PdbParts parts;
    private final RowMaker rows;
    private final ModuleNames names;
    private final FunctionIds functions;
    private final BinaryAnnotations annotations = new BinaryAnnotations();
    private final Map<Long, Optional<CrossModuleExports>> exports = new HashMap<>();
    private final Map<Long, Callee> callees = new HashMap<>();
    private @Nullable Tables tables;
    private Callee callee = Callee.UNKNOWN;
    private long address;
    private long size;

    InlinedCalls(PdbParts parts, RowMaker rows) {
        this.parts = parts;
        this.rows = rows;
        this.names = new ModuleNames(parts.pdb());
        this.functions = new FunctionIds(parts.pdb());
    }

    /** What one object file says of its inlined calls. */
    private record Tables(int module, InlineeTable inlinees, CrossModuleIds ids) {}

    private Tables tables(int module) throws IOException {
        Tables known = tables;
        if (known == null || known.module != module) {
            PdbModule part = parts.pdb().module(module);
            known = new Tables(module, part.inlinees(), new CrossModuleIds(part.imports(), this::exportsOf));
            tables = known;
        }
        return known;
    }

    /** What another object file exports, kept as many import it. */
    private Optional<CrossModuleExports> exportsOf(long nameOffset) throws IOException {
        Optional<CrossModuleExports> known = exports.get(nameOffset);
        if (known == null) {
            known = names.exportsOf(nameOffset);
            exports.put(nameOffset, known);
        }
        return known;
    }

    /** The row of the inline site that a walk stands on, with its name, place and type. */
    SymbolRow complete(SymbolRow row, ModuleWalk walk, SymbolOptions options) throws IOException {
        return read(walk)
                ? row.named(ShownNames.plain(callee.name, options)).placed(address, size, rows.typeNumber(callee.type))
                : row;
    }

    /** Reads the inline site that a walk stands on; false if it stands on something else. */
    boolean read(ModuleWalk walk) throws IOException {
        SymbolReader site = walk.reader();
        boolean second = site.kind() == SymbolKinds.S_INLINESITE2;
        if (!second && site.kind() != SymbolKinds.S_INLINESITE) {
            return false;
        }
        int inlinee = site.i32(INLINEE);
        int header = second ? SECOND_HEADER : HEADER;
        if (second) {
            site.i32(HEADER);
        }
        Tables all = tables(walk.module());
        int entry = all.inlinees.find(inlinee);
        long first = 0;
        long end = 0;
        if (entry != InlineeTable.NONE) {
            annotations.reset(
                    site.buffer(),
                    site.bodyStart() + header,
                    site.bodyEnd() - site.bodyStart() - header,
                    site.place(),
                    PREFIX + header,
                    all.inlinees.fileOffset(entry),
                    all.inlinees.line(entry));
            first = Long.MAX_VALUE;
            while (annotations.next()) {
                first = Math.min(first, annotations.codeOffset());
                end = Math.max(end, annotations.rowEnd(walk.function().length()));
            }
            first = first == Long.MAX_VALUE ? 0 : first;
        }
        RecordFields function = walk.function();
        address = parts.address(function.section(), function.offset() + first);
        size = Math.max(0, end - first);
        callee = callee(all.ids.resolve(inlinee));
        return true;
    }

    /** The name of what the last site calls. */
    String name() {
        return callee.name;
    }

    /** Where the code of the last site starts. */
    long address() {
        return address;
    }

    /** What is called: its name, and its type as the PDB numbers it. */
    private record Callee(String name, long type) {
        static final Callee UNKNOWN = new Callee("", 0);
    }

    private Callee callee(long id) throws IOException {
        Callee known = callees.get(id);
        if (known == null) {
            Optional<TypeRecord.FunctionId> function = functions.find(id);
            known = function.isEmpty()
                    ? Callee.UNKNOWN
                    : new Callee(
                            functions.nameOf(function.get()).toString(),
                            function.get().type());
            if (callees.size() == MOST_CALLEES) {
                callees.clear();
            }
            callees.put(id, known);
        }
        return known;
    }
}

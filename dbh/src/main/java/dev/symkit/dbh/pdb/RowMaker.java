// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.AnnotationSymbol;
import dev.symkit.format.codeview.CallSiteSymbol;
import dev.symkit.format.codeview.ConstantSymbol;
import dev.symkit.format.codeview.HeapAllocSiteSymbol;
import dev.symkit.format.codeview.ManagedProcSymbol;
import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.Name;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the full row of a symbol from its record (dbh.md 5.1). Confined to one thread. */
final class RowMaker {
    private static final int NEVER_RETURNS = 8;
    private static final int CODE_OR_FUNCTION = 3;

    private final PdbParts parts;
    private final RecordFields fields = new RecordFields();
    private final InlinedCalls inlined;
    private final boolean withTypes;

    /**
     * Makes rows.
     *
     * @param withTypes whether they have types, and the sizes that only types tell, which takes longer
     */
    RowMaker(PdbParts parts, boolean withTypes) {
        this.parts = parts;
        this.withTypes = withTypes;
        this.inlined = new InlinedCalls(parts, this);
    }

    /** What tells of inline sites. */
    InlinedCalls inlined() {
        return inlined;
    }

    /** The row of the symbol that a walk stands on; inline sites take their place and name from what is around them. */
    Optional<SymbolRow> row(ModuleWalk walk, SymbolOptions options) throws IOException {
        boolean inside = walk.around() != ScopeTracker.NONE;
        Optional<SymbolRow> row = row(walk.reader(), walk.number(), inside, options);
        return row.isPresent() && inside && row.get().tag() == Tag.INLINE_SITE
                ? Optional.of(inlined.complete(row.get(), walk, options))
                : row;
    }

    /**
     * The row of the record that a reader stands on.
     *
     * @param number its number
     * @param inside whether it lies in a function
     * @return empty if records of this kind have no row
     */
    Optional<SymbolRow> row(SymbolReader record, long number, boolean inside, SymbolOptions options)
            throws IOException {
        fields.read(record);
        if (fields.tag() == RecordFields.NO_TAG) {
            return Optional.empty();
        }
        Symbol symbol = record.decode();
        String name = nameOf(symbol, options);
        long address = addressOf(symbol);
        Details details = details(symbol, inside);
        return Optional.of(new SymbolRow(
                name,
                address,
                details.size,
                details.flags,
                typeNumber(details.type),
                parts.base(),
                details.value,
                details.register,
                fields.tag(),
                number));
    }

    private static String nameOf(Symbol symbol, SymbolOptions options) {
        if (symbol instanceof PublicSymbol) {
            return ShownNames.decorated(symbol.name().toString(), options);
        }
        if (symbol instanceof AnnotationSymbol annotation) {
            return annotation.texts().stream().map(Name::toString).collect(Collectors.joining("\n"));
        }
        return ShownNames.plain(symbol.name().toString(), options);
    }

    private long addressOf(Symbol symbol) throws IOException {
        if (RecordFields.isThread(symbol.kind())) {
            return fields.offset();
        }
        Optional<Long> relative = LocalFields.address(symbol);
        if (relative.isPresent()) {
            return relative.get();
        }
        return fields.isPlaced() ? parts.address(fields.section(), fields.offset()) : 0;
    }

    /** The fields of a row that need more than a look at the record. */
    private record Details(long size, int flags, long type, long value, int register) {
        static Details of(long size, int flags) {
            return new Details(size, flags, 0, 0, 0);
        }
    }

    private Details details(Symbol symbol, boolean inside) throws IOException {
        if (symbol instanceof ProcSymbol procedure) {
            int flags = (procedure.flags() & NEVER_RETURNS) != 0 ? SymbolRow.NO_RETURN : 0;
            return new Details(procedure.length(), flags, typeOf(procedure), 0, 0);
        }
        if (symbol instanceof ManagedProcSymbol method) {
            return new Details(method.length(), SymbolRow.MANAGED, 0, method.token(), 0);
        }
        if (symbol instanceof PublicSymbol symbolOfLinker) {
            boolean code = (symbolOfLinker.flags() & CODE_OR_FUNCTION) != 0;
            return Details.of(0, code ? SymbolRow.PUBLIC_CODE : 0);
        }
        if (symbol instanceof ConstantSymbol constant) {
            int flags = SymbolRow.CONSTANT | SymbolRow.VALUE_PRESENT;
            long type = symbol.kind() == SymbolKinds.S_MANCONSTANT ? 0 : constant.type();
            return new Details(sizeOf(type), flags, type, constant.value().longValue(0), 0);
        }
        if (symbol instanceof CallSiteSymbol site) {
            return new Details(0, 0, site.type(), 0, 0);
        }
        if (symbol instanceof HeapAllocSiteSymbol site) {
            return new Details(0, 0, site.type(), 0, 0);
        }
        Optional<LocalFields> local = LocalFields.of(symbol);
        if (local.isPresent()) {
            LocalFields found = local.get();
            return new Details(sizeOf(found.type()), found.flags(), found.type(), found.value(), found.register());
        }
        return switch (fields.tag()) {
            case Tag.DATA -> data(symbol.kind(), inside);
            case Tag.TYPEDEF -> new Details(sizeOf(fields.type()), 0, fields.type(), 0, 0);
            case Tag.THUNK -> Details.of(fields.length(), SymbolRow.THUNK);
            default -> Details.of(fields.length(), 0);
        };
    }

    private Details data(int kind, boolean inside) throws IOException {
        int flags = inside ? SymbolRow.LOCAL : 0;
        if (RecordFields.isThread(kind)) {
            flags |= SymbolRow.TLS_RELATIVE;
        }
        return new Details(sizeOf(fields.type()), flags, fields.type(), 0, 0);
    }

    /** Records of the compiler name the function in the stream of ids, which names the type. */
    private long typeOf(ProcSymbol procedure) throws IOException {
        if (!withTypes) {
            return 0;
        }
        boolean byId = switch (procedure.kind()) {
            case SymbolKinds.S_GPROC32_ID, SymbolKinds.S_LPROC32_ID, SymbolKinds.S_LPROC32_DPC_ID -> true;
            default -> false;
        };
        if (!byId) {
            return procedure.type();
        }
        Optional<TypeStream> ids = parts.pdb().ids();
        return ids.isPresent()
                        && ids.get().contains(procedure.type())
                        && ids.get().typeAt(procedure.type()) instanceof TypeRecord.FunctionId function
                ? function.type()
                : 0;
    }

    private long sizeOf(long type) throws IOException {
        return withTypes ? parts.sizeOf(type) : 0;
    }

    /** The number of a type; 0 if there is none, or another module lends it. */
    long typeNumber(long type) throws IOException {
        return !withTypes || type == 0 || type >>> (Integer.SIZE - 1) != 0
                ? 0
                : parts.numbers().ofType(type);
    }
}

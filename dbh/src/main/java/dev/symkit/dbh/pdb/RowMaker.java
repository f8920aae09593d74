// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.AnnotationSymbol;
import dev.symkit.format.codeview.CallSiteSymbol;
import dev.symkit.format.codeview.ConstantSymbol;
import dev.symkit.format.codeview.CrossModuleIds;
import dev.symkit.format.codeview.CrossModuleImports;
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
import dev.symkit.format.symbols.FunctionIds;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the full row of a symbol from its record (dbh.md 5.1). Confined to one thread. */
final class RowMaker {
    private static final int NEVER_RETURNS = 8;
    private static final int CODE_OR_FUNCTION = 3;

    private final PdbParts parts;
    private final RecordFields fields = new RecordFields();
    private final InlinedCalls inlined;
    private final FunctionVariables variables;
    private final FunctionIds functions;
    private final boolean withTypes;

    /** Number of the record whose row is made, and the ids of the object file that such a record was in last. */
    private long current;

    private @Nullable CrossModuleIds ids;
    private int idsOf = -1;

    /**
     * Makes rows.
     *
     * @param withTypes whether they have types, and the sizes that only types tell, which takes longer
     */
    RowMaker(PdbParts parts, boolean withTypes) {
        this.parts = parts;
        this.functions = new FunctionIds(parts.pdb());
        this.withTypes = withTypes;
        this.inlined = new InlinedCalls(parts, this);
        this.variables = new FunctionVariables(parts);
    }

    /** What tells of inline sites. */
    InlinedCalls inlined() {
        return inlined;
    }

    /**
     * The row of the symbol that a walk stands on; inline sites take their place and name from what is around them. Without types,
     * variables of functions have no places.
     */
    Optional<SymbolRow> row(ModuleWalk walk, SymbolOptions options) throws IOException {
        return withTypes ? placed(walk, options) : bare(walk, options);
    }

    /** The row of the symbol that a walk stands on, with the places of variables in any case. */
    Optional<SymbolRow> placed(ModuleWalk walk, SymbolOptions options) throws IOException {
        boolean inside = walk.around() != ScopeTracker.NONE;
        if (inside && RecordFields.tagOf(walk.reader().kind()) == Tag.DATA) {
            Optional<SymbolRow> variable = variables.row(walk);
            if (variable.isPresent()) {
                String name = ShownNames.plain(variable.get().name(), options);
                return Optional.of(variable.get().named(name));
            }
        }
        return bare(walk, options);
    }

    private Optional<SymbolRow> bare(ModuleWalk walk, SymbolOptions options) throws IOException {
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
        current = number;
        Symbol symbol = record.decode();
        String name = nameOf(symbol, options);
        long address = addressOf(symbol);
        Details details = details(symbol, inside);
        return Optional.of(new SymbolRow(
                name,
                address,
                details.size,
                details.flags,
                typeNumber(resolve(details.type)),
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
        return byId
                ? functions
                        .find(resolve(procedure.type()))
                        .map(TypeRecord.FunctionId::type)
                        .orElse(0L)
                : procedure.type();
    }

    private long sizeOf(long type) throws IOException {
        return withTypes ? parts.sizeOf(resolve(type)) : 0;
    }

    /** The index of a type; 0 if the record takes it from another object file that does not have it. */
    private long resolve(long type) throws IOException {
        if (!withTypes || !CrossModuleImports.isImport((int) type)) {
            return type;
        }
        int module = parts.numbers()
                .place(current)
                .map(place -> place instanceof Numbers.ModuleRecord record ? record.module() : -1)
                .orElse(-1);
        if (module < 0) {
            return 0;
        }
        CrossModuleIds known = ids;
        if (known == null || idsOf != module) {
            known = parts.pdb().module(module).ids();
            ids = known;
            idsOf = module;
        }
        return Math.max(0, known.resolve((int) type));
    }

    /** The number of a type; 0 if there is none. */
    long typeNumber(long type) throws IOException {
        return !withTypes || type == 0 || CrossModuleImports.isImport((int) type)
                ? 0
                : parts.numbers().ofType(type);
    }
}

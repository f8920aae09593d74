// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.BpRelSymbol;
import dev.symkit.format.codeview.ConstantSymbol;
import dev.symkit.format.codeview.CrossModuleIds;
import dev.symkit.format.codeview.CrossModuleImports;
import dev.symkit.format.codeview.DataSymbol;
import dev.symkit.format.codeview.DefRangeSymbol;
import dev.symkit.format.codeview.FileStaticSymbol;
import dev.symkit.format.codeview.LocalSymbol;
import dev.symkit.format.codeview.ManyRegSymbol;
import dev.symkit.format.codeview.RegRelSymbol;
import dev.symkit.format.codeview.RegisterSymbol;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SlotSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and variables of a function in the order of its records, those of its blocks and of functions inlined into it included
 * (dbh.md 3.3 and 5.1). One whose place changes is shown with that at the start of the function. Confined to one thread.
 */
public final class Locals {
    private static final int PARAMETER = 1;

    private final PdbFile pdb;
    private final long base;
    private final Function function;
    private final Mask mask;
    private final LocalSink sink;
    private final Numbers numbers;
    private final PdbModule module;

    private @Nullable CrossModuleIds ids;
    private int parametersLeft;
    private @Nullable Symbol pending;
    private long pendingAt;
    private final List<DefRangeSymbol> ranges = new ArrayList<>();

    private Locals(PdbFile pdb, long base, Function function, Mask mask, LocalSink sink) throws IOException {
        this.pdb = pdb;
        this.base = base;
        this.function = function;
        this.mask = mask;
        this.sink = sink;
        this.numbers = Numbers.of(pdb);
        this.module = pdb.module(function.module());
    }

    /**
     * Lists the variables whose names match.
     *
     * @param base where the module is
     * @return false if no more are wanted
     * @throws IOException if the PDB is damaged or cannot be read; what came before has been handed over
     */
    public static boolean list(PdbFile pdb, long base, Function function, Mask mask, LocalSink sink)
            throws IOException {
        return new Locals(pdb, base, function, mask, sink).walk();
    }

    private boolean walk() throws IOException {
        SymbolReader reader = module.symbols();
        reader.moveTo(function.record());
        ScopeTracker scopes = new ScopeTracker(module.stream().origin());
        scopes.enter(reader);
        parametersLeft = ParameterCount.of(pdb, resolve(function.type()), isId(reader.kind()));
        while (scopes.depth() > 0 && reader.next()) {
            scopes.enter(reader);
            if (isRange(reader.kind())) {
                if (pending != null && reader.decode() instanceof DefRangeSymbol range) {
                    ranges.add(range);
                }
            } else if (!flush() || !take(reader, scopes.depth() == 1)) {
                return false;
            }
        }
        return flush();
    }

    private static boolean isId(int kind) {
        return switch (kind) {
            case SymbolKinds.S_GPROC32_ID, SymbolKinds.S_LPROC32_ID, SymbolKinds.S_LPROC32_DPC_ID -> true;
            default -> false;
        };
    }

    private static boolean isRange(int kind) {
        return switch (kind) {
            case SymbolKinds.S_DEFRANGE,
                    SymbolKinds.S_DEFRANGE_SUBFIELD,
                    SymbolKinds.S_DEFRANGE_REGISTER,
                    SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL,
                    SymbolKinds.S_DEFRANGE_SUBFIELD_REGISTER,
                    SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE,
                    SymbolKinds.S_DEFRANGE_REGISTER_REL,
                    SymbolKinds.S_DEFRANGE_REGISTER_REL_INDIR,
                    SymbolKinds.S_DEFRANGE_HLSL,
                    SymbolKinds.S_DEFRANGE_DPC_PTR_TAG,
                    SymbolKinds.S_DEFRANGE_CONSTVAL_FULL_SCOPE,
                    SymbolKinds.S_DEFRANGE_GLOBALSYM_FULL_SCOPE -> true;
            default -> false;
        };
    }

    private boolean take(SymbolReader reader, boolean outermost) throws IOException {
        if (SymbolKinds.opensScope(reader.kind()) || SymbolKinds.closesScope(reader.kind())) {
            return true;
        }
        Symbol symbol = reader.decode();
        if (symbol instanceof LocalSymbol || symbol instanceof FileStaticSymbol) {
            pending = symbol;
            pendingAt = reader.offset();
            return true;
        }
        Optional<Place> place = Place.of(symbol);
        if (place.isPresent()) {
            int parameter = isParameter(symbol, outermost) ? SymbolRow.PARAMETER : 0;
            return tell(symbol, reader.offset(), typeOf(symbol), place.get().with(parameter));
        } else if (symbol instanceof DataSymbol data) {
            return tell(symbol, reader.offset(), data.type(), placeOf(data));
        } else if (symbol instanceof ConstantSymbol constant) {
            long type = symbol.kind() == SymbolKinds.S_MANCONSTANT ? 0 : constant.type();
            Place known = Place.constant(constant.value().longValue(0), 0);
            return tell(symbol, reader.offset(), type, known);
        }
        return true;
    }

    private Place placeOf(DataSymbol data) throws IOException {
        return switch (data.kind()) {
            case SymbolKinds.S_LTHREAD32, SymbolKinds.S_GTHREAD32 -> Place.inThread(data.offset());
            case SymbolKinds.S_LTHREAD32_ST, SymbolKinds.S_GTHREAD32_ST -> Place.inThread(data.offset());
            case SymbolKinds.S_LTHREAD32_16t, SymbolKinds.S_GTHREAD32_16t -> Place.inThread(data.offset());
            default ->
                Place.inImage(pdb.addresses().rva(data.segment(), data.offset()).orElse(0));
        };
    }

    /** Tells the variable whose ranges have all been seen. */
    private boolean flush() throws IOException {
        Symbol symbol = pending;
        if (symbol == null) {
            return true;
        }
        pending = null;
        Place place;
        long type;
        if (symbol instanceof LocalSymbol local) {
            place = Place.of(ranges, function, pdb.addresses())
                    .with((local.flags() & PARAMETER) != 0 ? SymbolRow.PARAMETER : 0);
            type = local.type();
        } else {
            place = ranges.isEmpty() ? Place.UNKNOWN : Place.of(ranges, function, pdb.addresses());
            type = symbol instanceof FileStaticSymbol data ? data.type() : 0;
        }
        ranges.clear();
        return tell(symbol, pendingAt, type, place);
    }

    /** Records with attributes say so; of the others the first in a function are as many as it has parameters. */
    private boolean isParameter(Symbol symbol, boolean outermost) {
        return switch (symbol.kind()) {
            case SymbolKinds.S_REGREL32, SymbolKinds.S_BPREL32, SymbolKinds.S_REGISTER -> counted(outermost);
            case SymbolKinds.S_REGREL32_ST, SymbolKinds.S_BPREL32_ST, SymbolKinds.S_REGISTER_ST -> counted(outermost);
            case SymbolKinds.S_REGREL32_16t, SymbolKinds.S_BPREL32_16t, SymbolKinds.S_REGISTER_16t ->
                counted(outermost);
            case SymbolKinds.S_PARAMSLOT, SymbolKinds.S_PARAMSLOT_ST -> true;
            default -> (attributesOf(symbol) & PARAMETER) != 0;
        };
    }

    private boolean counted(boolean outermost) {
        return outermost && parametersLeft-- > 0;
    }

    private static int attributesOf(Symbol symbol) {
        if (symbol instanceof RegRelSymbol variable) {
            return variable.attributes().flags();
        } else if (symbol instanceof BpRelSymbol variable) {
            return variable.attributes().flags();
        } else if (symbol instanceof RegisterSymbol variable) {
            return variable.attributes().flags();
        } else if (symbol instanceof ManyRegSymbol variable) {
            return variable.attributes().flags();
        }
        return symbol instanceof SlotSymbol variable ? variable.attributes().flags() : 0;
    }

    /** Slots have no size, and those of managed code tokens in place of types. */
    private static long typeOf(Symbol symbol) {
        if (symbol instanceof RegRelSymbol variable) {
            return variable.type();
        } else if (symbol instanceof BpRelSymbol variable) {
            return variable.type();
        } else if (symbol instanceof RegisterSymbol variable) {
            return variable.type();
        }
        return symbol instanceof ManyRegSymbol variable ? variable.type() : 0;
    }

    /** The index of a type; 0 if it comes from another module that does not have it. */
    private long resolve(long type) throws IOException {
        if (!CrossModuleImports.isImport((int) type)) {
            return type;
        }
        CrossModuleIds known = ids;
        if (known == null) {
            known = module.ids();
            ids = known;
        }
        return Math.max(0, known.resolve((int) type));
    }

    private boolean tell(Symbol symbol, long offset, long recordType, Place place) throws IOException {
        String name = symbol.name().toString();
        if (!mask.matches(name)) {
            return true;
        }
        long type = resolve(recordType);
        Optional<TypeStream> types = pdb.types();
        long size = type == 0 || types.isEmpty() ? 0 : types.get().sizeOf(type);
        return sink.take(new SymbolRow(
                name,
                place.inImage() ? base + place.address() : place.address(),
                Math.max(0, size),
                place.flags(),
                type == 0 ? 0 : numbers.ofType(type),
                base,
                place.value(),
                place.register(),
                Tag.DATA,
                numbers.ofModuleRecord(function.module(), offset)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.format.pe.FunctionTable;
import dev.symkit.format.pe.X64Unwind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows unwind data of x64 code. Immutable. */
final class X64Entries {
    private final LoadedModule module;
    private final FunctionNames names;

    X64Entries(LoadedModule module, FunctionNames names) {
        this.module = module;
        this.names = names;
    }

    /** The entry, and those that it continues. */
    List<UnwindEntry> show(UnwindSource source, UnwindSource.Found found) throws IOException {
        FunctionTable table = found.table();
        X64Unwind.Function function = new X64Unwind.Function(
                table.begin(found.index()), table.end(found.index()), table.unwind(found.index()));
        List<UnwindEntry> entries = new ArrayList<>();
        for (X64Unwind unwind : X64Unwind.chain(source.bytes(), function.unwind())) {
            entries.add(entry(function, unwind, entries.size()));
            function = unwind.chained().orElse(function);
        }
        return entries;
    }

    private UnwindEntry entry(X64Unwind.Function function, X64Unwind unwind, int depth) throws IOException {
        UnwindEntry.Facts facts = new UnwindEntry.Facts()
                .add("version", unwind.version())
                .add("flags", flags(unwind.flags()))
                .add("prolog", unwind.prologSize())
                .add(
                        "frame",
                        unwind.frameRegister() == 0
                                ? "none"
                                : X64Unwind.register(unwind.frameRegister()) + "+" + Hex.of(unwind.frameOffset()));
        boolean firstEpilog = true;
        for (X64Unwind.Code code : unwind.codes()) {
            boolean isEpilog = code.op() == X64Unwind.Op.EPILOG;
            String operands = isEpilog ? epilog(code, unwind.version(), firstEpilog) : operands(code, unwind);
            facts.code(code.offset(), (code.op() + " " + operands).strip());
            firstEpilog &= !isEpilog;
        }
        if (unwind.handler() != 0) {
            facts.add("handler", (Hex.of(unwind.handler()) + " " + names.at(unwind.handler())).strip());
        }
        return new UnwindEntry(
                module.address(function.begin()),
                module.address(function.end()),
                names.at(function.begin()),
                depth,
                facts.list());
    }

    private static String flags(int flags) {
        StringBuilder text = new StringBuilder(Integer.toHexString(flags));
        if ((flags & X64Unwind.EXCEPTION_HANDLER) != 0) {
            text.append(" exception-handler");
        }
        if ((flags & X64Unwind.TERMINATION_HANDLER) != 0) {
            text.append(" termination-handler");
        }
        if ((flags & X64Unwind.CHAINED) != 0) {
            text.append(" chained");
        }
        return text.toString();
    }

    private static String operands(X64Unwind.Code code, X64Unwind unwind) {
        return switch (code.op()) {
            case PUSH_NONVOL -> X64Unwind.register(code.info());
            case ALLOC_LARGE, ALLOC_SMALL -> Hex.of(code.operand());
            case SET_FPREG -> X64Unwind.register(unwind.frameRegister()) + " " + Hex.of(code.operand());
            case SAVE_NONVOL, SAVE_NONVOL_FAR -> X64Unwind.register(code.info()) + " " + Hex.of(code.operand());
            case SAVE_XMM128, SAVE_XMM128_FAR -> String.format(Locale.ROOT, "xmm%d %x", code.info(), code.operand());
            case PUSH_MACHFRAME -> code.info() == 1 ? "error-code" : "";
            case EPILOG, SPARE, UNKNOWN -> "";
        };
    }

    /** Version 1 had another meaning for the number: of that only the bytes are shown. */
    private static String epilog(X64Unwind.Code code, int version, boolean first) {
        if (version == 1) {
            return Hex.of(code.operand());
        }
        if (first) {
            return "size " + Hex.of(code.operand()) + ((code.info() & 1) != 0 ? " at end" : "");
        }
        return code.operand() == 0 ? "padding" : "end-" + Hex.of(code.operand());
    }
}

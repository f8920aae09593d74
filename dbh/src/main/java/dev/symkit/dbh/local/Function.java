// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.format.codeview.ManagedProcSymbol;
import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A function and where its records are. Immutable.
 *
 * @param module number of the module, from 0
 * @param record offset of its record in the stream of the module
 * @param name its name
 * @param type index of its type as the record has it; 0 if it has none
 * @param offset bytes from the start of the section to its code
 * @param section number of the section, from 1
 */
public record Function(int module, long record, String name, long type, long offset, int section) {
    /**
     * Finds a function by its name through the references among the globals; only the module that a reference names is read.
     *
     * @param ignoreCase whether a function whose name differs in case will do if there is none of the very name
     * @throws IOException if the PDB is damaged or cannot be read
     */
    public static Optional<Function> find(PdbFile pdb, String name, boolean ignoreCase) throws IOException {
        Optional<GlobalsStream> globals = pdb.globals();
        if (name.isEmpty() || globals.isEmpty()) {
            return Optional.empty();
        }
        for (Symbol symbol : globals.get().finder().find(Name.of(name))) {
            if (symbol instanceof ReferenceSymbol reference && isFunction(reference.kind())) {
                Optional<Function> found = follow(pdb, reference);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return walk(pdb, globals.get(), name, ignoreCase);
    }

    /** Looks at all references: for names in another case, and for those to managed methods, which have tokens in place of names. */
    private static Optional<Function> walk(PdbFile pdb, GlobalsStream globals, String name, boolean ignoreCase)
            throws IOException {
        SymbolWalk walk = globals.inRecordOrder();
        while (walk.next()) {
            SymbolReader symbol = walk.symbol();
            boolean token = symbol.kind() == SymbolKinds.S_TOKENREF;
            if (!token && !(ignoreCase && isFunction(symbol.kind()) && isNamed(symbol, name))) {
                continue;
            }
            Optional<Function> found =
                    symbol.decode() instanceof ReferenceSymbol reference ? follow(pdb, reference) : Optional.empty();
            if (found.isPresent()
                    && (ignoreCase
                            ? found.get().name().equalsIgnoreCase(name)
                            : found.get().name().equals(name))) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isFunction(int kind) {
        return switch (kind) {
            case SymbolKinds.S_PROCREF, SymbolKinds.S_LPROCREF, SymbolKinds.S_PROCREF_ST, SymbolKinds.S_LPROCREF_ST ->
                true;
            default -> false;
        };
    }

    /** A character takes up to three times as many bytes in one case as in the other; most names need no look at their text. */
    private static boolean isNamed(SymbolReader symbol, String name) throws IOException {
        int length = symbol.nameLength();
        return length >= name.length()
                && length <= 3 * name.length()
                && new String(symbol.buffer(), symbol.nameStart(), length, StandardCharsets.UTF_8)
                        .equalsIgnoreCase(name);
    }

    private static Optional<Function> follow(PdbFile pdb, ReferenceSymbol reference) throws IOException {
        int number = reference.module() - 1;
        if (number < 0 || number >= pdb.moduleCount()) {
            return Optional.empty();
        }
        return pdb.module(number).info().stream().isEmpty()
                ? Optional.empty()
                : at(pdb, number, reference.symbolOffset());
    }

    /**
     * The function of a record.
     *
     * @param number number of the module, from 0
     * @param record offset of its record in the stream of the module
     * @return empty if the record is of something else
     * @throws IOException if the PDB is damaged or cannot be read
     */
    public static Optional<Function> at(PdbFile pdb, int number, long record) throws IOException {
        Symbol symbol = pdb.module(number).symbolAt(record);
        if (symbol instanceof ProcSymbol procedure) {
            return Optional.of(new Function(
                    number,
                    record,
                    procedure.name().toString(),
                    procedure.type(),
                    procedure.offset(),
                    procedure.segment()));
        }
        return symbol instanceof ManagedProcSymbol method
                ? Optional.of(
                        new Function(number, record, method.name().toString(), 0, method.offset(), method.segment()))
                : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Lines as tests compare them, and addresses where tests look for them. */
final class Places {
    /** No line. */
    static final String NONE = "none";

    private static final int HIDDEN_STEP = 0xF00F00;
    private static final int HIDDEN_CODE = 0xFEEFEE;

    private Places() {}

    /** {@code file:line}, or {@link #NONE}. */
    static String of(String file, long line) {
        boolean none = line == 0 || line == HIDDEN_STEP || line == HIDDEN_CODE;
        return none ? NONE : file + ":" + line;
    }

    /**
     * A function.
     *
     * @param linked where the linker put it, which is what LLVM's tools know
     * @param rva where it is in the image, which is elsewhere if a tool rearranged that
     * @param length bytes
     * @param names of all functions there: the linker keeps one copy of equal code
     */
    record Start(long linked, long rva, long length, Set<String> names) {
        /** A place behind it. */
        Start further(long bytes) {
            return new Start(linked + bytes, rva + bytes, length, names);
        }
    }

    /** Where functions start, by their addresses. */
    static List<Start> functions(PdbFile pdb) throws IOException {
        TreeMap<Long, Start> starts = new TreeMap<>();
        List<SectionHeader> sections = pdb.addresses().sections();
        for (int i = 0; i < pdb.moduleCount(); i++) {
            SymbolReader symbols = pdb.module(i).symbols();
            while (symbols.next()) {
                Symbol symbol = symbols.decode();
                if (symbol instanceof ProcSymbol procedure
                        && procedure.segment() > 0
                        && procedure.segment() <= sections.size()) {
                    OptionalLong rva = pdb.addresses().rva(procedure.segment(), procedure.offset());
                    long linked = sections.get(procedure.segment() - 1).rva() + procedure.offset();
                    if (rva.isPresent()) {
                        starts.computeIfAbsent(
                                        linked,
                                        at -> new Start(at, rva.getAsLong(), procedure.length(), new HashSet<>()))
                                .names()
                                .add(procedure.name().toString());
                    }
                }
            }
        }
        return new ArrayList<>(starts.values());
    }
}

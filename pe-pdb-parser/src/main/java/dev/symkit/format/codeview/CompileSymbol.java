// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.List;

/**
 * {@code S_COMPILE2} and {@code S_COMPILE3}: the compiler that made a module.
 *
 * <p>Payload: u32 flags, u16 machine, front end and back end of three (in {@code S_COMPILE3} four) u16 each, name of the
 * compiler, in {@code S_COMPILE2} pairs of texts. Source: microsoft-pdb, {@code cvinfo.h}, {@code COMPILESYM}, {@code
 * COMPILESYM3}.
 *
 * @param kind number of the kind
 * @param flags bits 0 to 7 language; bits 8 on edit and continue, no debug information, LTCG, no data alignment, managed, /GS,
 *     hot patch, CVTCIL, MSIL module, SDL, PGO, export
 * @param machine number of the processor
 * @param frontEnd version of the front end
 * @param backEnd version of the back end
 * @param name version text of the compiler
 * @param texts pairs of names and values, empty in {@code S_COMPILE3}
 */
public record CompileSymbol(
        int kind, long flags, int machine, Version frontEnd, Version backEnd, Name name, List<Name> texts)
        implements Symbol {
    /**
     * A version of a compiler's part.
     *
     * @param major first number
     * @param minor second number
     * @param build third number
     * @param qfe fourth number, 0 in {@code S_COMPILE2}
     */
    public record Version(int major, int minor, int build, int qfe) {
        private static Version read(ByteCursor in, boolean four) throws FormatException {
            return new Version(in.u16(), in.u16(), in.u16(), four ? in.u16() : 0);
        }
    }

    /** Keeps copies of the lists. */
    public CompileSymbol {
        texts = List.copyOf(texts);
    }

    static CompileSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        boolean four = body.kind() == SymbolKinds.S_COMPILE3;
        long flags = in.u32();
        int machine = in.u16();
        Version frontEnd = Version.read(in, four);
        Version backEnd = Version.read(in, four);
        Name name = body.name();
        List<Name> texts = four ? List.of() : body.pairs();
        return new CompileSymbol(body.kind(), flags, machine, frontEnd, backEnd, name, texts);
    }
}

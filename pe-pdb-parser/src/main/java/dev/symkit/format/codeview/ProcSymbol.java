// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_LPROC32}, {@code S_GPROC32} and their {@code _ID}, {@code _DPC} and old forms: a procedure.
 *
 * <p>Payload: u32 parent, u32 end, u32 next, u32 length, u32 debug start, u32 debug end, u32 type, u32 offset, u16 segment, u8
 * flags, name; the 16-bit form has the type behind the segment. Source: microsoft-pdb, {@code cvinfo.h}, {@code PROCSYM32}.
 *
 * @param kind number of the kind
 * @param parent offset of the enclosing scope in the stream, 0 if none
 * @param end offset of the closing record
 * @param next offset of the next procedure, 0 if none
 * @param length bytes of code
 * @param debugStart bytes from the start of the procedure to the end of its prologue
 * @param debugEnd bytes from the start to the epilogue
 * @param type type index, or item index in the kinds with {@code _ID}
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param flags 1 frame pointer, 2 interrupt, 4 far, 8 never returns, 0x10 not reached, 0x20 custom call, 0x40 not inlined, 0x80
 *     optimised debug information
 * @param name its name
 */
public record ProcSymbol(
        int kind,
        long parent,
        long end,
        long next,
        long length,
        long debugStart,
        long debugEnd,
        long type,
        long offset,
        int segment,
        int flags,
        Name name)
        implements Symbol {
    static ProcSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long parent = in.u32();
        long end = in.u32();
        long next = in.u32();
        long length = in.u32();
        long debugStart = in.u32();
        long debugEnd = in.u32();
        long type = body.narrow() ? 0 : body.type();
        long offset = in.u32();
        int segment = in.u16();
        if (body.narrow()) {
            type = body.type();
        }
        return new ProcSymbol(
                body.kind(),
                parent,
                end,
                next,
                length,
                debugStart,
                debugEnd,
                type,
                offset,
                segment,
                in.u8(),
                body.name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_GMANPROC} and {@code S_LMANPROC}: a managed procedure.
 *
 * <p>Payload: u32 parent, u32 end, u32 next, u32 length, u32 debug start, u32 debug end, u32 token, u32 offset, u16 segment, u8
 * flags, u16 register of the result, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code MANPROCSYM}.
 *
 * @param kind number of the kind
 * @param parent offset of the enclosing scope in the stream, 0 if none
 * @param end offset of the closing record
 * @param next offset of the next procedure, 0 if none
 * @param length bytes of code
 * @param debugStart bytes from the start of the procedure to the end of its prologue
 * @param debugEnd bytes from the start to the epilogue
 * @param token metadata token of the method
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param flags as those of {@link ProcSymbol}
 * @param returnRegister number of the register of the result
 * @param name its name
 */
public record ManagedProcSymbol(
        int kind,
        long parent,
        long end,
        long next,
        long length,
        long debugStart,
        long debugEnd,
        long token,
        long offset,
        int segment,
        int flags,
        int returnRegister,
        Name name)
        implements Symbol {
    static ManagedProcSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new ManagedProcSymbol(
                body.kind(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u16(),
                in.u8(),
                in.u16(),
                body.name());
    }
}

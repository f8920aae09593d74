// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_THUNK32}: a thunk.
 *
 * <p>Payload: u32 parent, u32 end, u32 next, u32 offset, u16 segment, u16 length, u8 ordinal, name, then for an adjustor u16
 * delta and the name of the target, for a virtual call u16 offset in the table. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * THUNKSYM32}.
 *
 * @param kind number of the kind
 * @param parent offset of the enclosing scope in the stream, 0 if none
 * @param end offset of the closing record
 * @param next offset of the next scope, 0 if none
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param length bytes of code
 * @param ordinal 0 plain, 1 adjustor, 2 virtual call, 3 p-code, 4 load, 5 incremental, 6 branch island
 * @param name its name
 * @param value delta of an adjustor or offset in the table of a virtual call, else 0
 * @param target target of an adjustor, else empty
 */
public record ThunkSymbol(
        int kind,
        long parent,
        long end,
        long next,
        long offset,
        int segment,
        int length,
        int ordinal,
        Name name,
        int value,
        Name target)
        implements Symbol {
    private static final int ADJUSTOR = 1;
    private static final int VIRTUAL_CALL = 2;

    static ThunkSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long parent = in.u32();
        long end = in.u32();
        long next = in.u32();
        long offset = in.u32();
        int segment = in.u16();
        int length = in.u16();
        int ordinal = in.u8();
        Name name = body.name();
        boolean hasValue = ordinal == ADJUSTOR || ordinal == VIRTUAL_CALL;
        int value = hasValue ? in.u16() : 0;
        Name target = ordinal == ADJUSTOR ? body.name() : Name.EMPTY;
        return new ThunkSymbol(body.kind(), parent, end, next, offset, segment, length, ordinal, name, value, target);
    }
}

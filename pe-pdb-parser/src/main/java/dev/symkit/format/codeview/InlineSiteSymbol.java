// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;

/**
 * {@code S_INLINESITE} and {@code S_INLINESITE2}: a procedure inlined into another one.
 *
 * <p>Payload: u32 parent, u32 end, u32 inlinee, in the second kind u32 invocations, then the binary annotations up to the end.
 * Source: microsoft-pdb, {@code cvinfo.h}, {@code INLINESITESYM}.
 *
 * @param kind number of the kind
 * @param parent offset of the enclosing scope in the stream
 * @param end offset of the closing record
 * @param inlinee item index of the procedure; bit 31 marks one of another module
 * @param invocations 0 in the first kind
 * @param annotations the binary annotations with the padding
 */
public record InlineSiteSymbol(int kind, long parent, long end, long inlinee, long invocations, Slice annotations)
        implements Symbol {
    static InlineSiteSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long parent = in.u32();
        long end = in.u32();
        long inlinee = in.u32();
        long invocations = body.kind() == SymbolKinds.S_INLINESITE2 ? in.u32() : 0;
        return new InlineSiteSymbol(body.kind(), parent, end, inlinee, invocations, in.raw(in.remaining()));
    }
}

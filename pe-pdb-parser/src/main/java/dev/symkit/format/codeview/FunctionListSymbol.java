// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.List;

/**
 * {@code S_CALLEES}, {@code S_CALLERS} and {@code S_INLINEES}: procedures that the enclosing one calls, is called by, or has
 * inlined.
 *
 * <p>Payload: u32 count, u32 items, then up to as many u32 invocation counts. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * FUNCTIONLIST}.
 *
 * @param kind number of the kind
 * @param functions item indices; bit 31 marks those of another module
 * @param invocations counts of the first ones; the others have 0
 */
public record FunctionListSymbol(int kind, List<Long> functions, List<Long> invocations) implements Symbol {
    /** Keeps copies of the lists. */
    public FunctionListSymbol {
        functions = List.copyOf(functions);
        invocations = List.copyOf(invocations);
    }

    static FunctionListSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long count = in.u32();
        List<Long> functions = body.u32s(count);
        return new FunctionListSymbol(body.kind(), functions, body.u32s(Math.min(count, in.remaining() / 4)));
    }
}

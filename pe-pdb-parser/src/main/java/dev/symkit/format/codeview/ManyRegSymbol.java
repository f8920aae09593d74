// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code S_MANYREG}, {@code S_MANMANYREG}, {@code S_ATTR_MANYREG} and the kinds of both that end in 2: a variable in several
 * registers.
 *
 * <p>Payload: u32 type, in the managed and attribute kinds the attributes, count, registers, name; count and registers are u8,
 * u16 in the kinds that end in 2 and in {@code S_ATTR_MANYREG}. Source: microsoft-pdb, {@code cvinfo.h}, {@code MANYREGSYM},
 * {@code MANYREGSYM2}, {@code ATTRMANYREGSYM2}.
 *
 * @param kind number of the kind
 * @param type type index, 0 for none
 * @param attributes where and how the variable lives
 * @param registers numbers of the registers, the most significant first
 * @param name its name
 */
public record ManyRegSymbol(int kind, long type, LocalAttributes attributes, List<Integer> registers, Name name)
        implements Symbol {
    /** Keeps copies of the lists. */
    public ManyRegSymbol {
        registers = List.copyOf(registers);
    }

    static ManyRegSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long type = body.type();
        LocalAttributes attributes = body.attributes();
        boolean wide = SymbolKinds.hasWideRegisters(body.kind());
        int count = wide ? in.u16() : in.u8();
        body.requireItems(count, wide ? 2 : 1);
        List<Integer> registers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            registers.add(wide ? in.u16() : in.u8());
        }
        return new ManyRegSymbol(body.kind(), type, attributes, registers, body.name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_ARMSWITCHTABLE}: a jump table.
 *
 * <p>Payload: u32 base offset, u16 base section, u16 type, u32 branch offset, u32 table offset, u16 branch section, u16 table
 * section, u32 entries. Source: microsoft-pdb, {@code cvinfo.h}, {@code ARMSWITCHTABLE}.
 *
 * @param baseOffset offset of the base of the entries in its section
 * @param baseSegment 1-based section of the base
 * @param type kind of the entries
 * @param branchOffset offset of the branch in its section
 * @param tableOffset offset of the table in its section
 * @param branchSegment 1-based section of the branch
 * @param tableSegment 1-based section of the table
 * @param entries number of entries
 */
public record ArmSwitchTableSymbol(
        long baseOffset,
        int baseSegment,
        int type,
        long branchOffset,
        long tableOffset,
        int branchSegment,
        int tableSegment,
        long entries)
        implements Symbol {
    static ArmSwitchTableSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new ArmSwitchTableSymbol(in.u32(), in.u16(), in.u16(), in.u32(), in.u32(), in.u16(), in.u16(), in.u32());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_ARMSWITCHTABLE;
    }
}

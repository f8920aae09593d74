// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.testkit.LittleEndian;

/** Writes the symbols of a module, as a compiler does; offsets count the signature. */
final class SymbolBytes {
    private static final int SIGNATURE = 4;
    private static final int TYPE = 0x1234;

    private final LittleEndian out = new LittleEndian();

    /** Offset of the next record. */
    int at() {
        return SIGNATURE + out.size();
    }

    SymbolBytes record(int kind, LittleEndian body) {
        body.pad(4);
        int size = body.size();
        // Records are aligned together with their prefix of 4 bytes.
        out.u16(size + 2).u16(kind).bytes(body.toByteArray());
        return this;
    }

    /** A procedure with all fields set. */
    SymbolBytes procedure(int kind, int end, int section, int offset, String name) {
        LittleEndian body = new LittleEndian().u32(0x77).u32(end).u32(0x99);
        body.u32(0x40).u32(3).u32(0x3D).u32(TYPE).u32(offset).u16(section).u8(0x80);
        return record(kind, body.nulTerminated(name));
    }

    /** Separated code: its own end, 0x20 bytes of code at an offset of section 2, parent in section 1. */
    SymbolBytes separated(int parent, int end, int offset) {
        LittleEndian body = new LittleEndian().u32(parent).u32(end).u32(0x20).u32(2);
        return record(SymbolKinds.S_SEPCODE, body.u32(offset).u32(0x1000).u16(2).u16(1));
    }

    SymbolBytes end() {
        return record(SymbolKinds.S_END, new LittleEndian());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.msf.StreamContent;

/** A type or id stream without records, as the original writes it (msf-pdb-format.md 9): a header only, without hash stream. */
final class EmptyTypes {
    private static final long VERSION = 20040203;
    private static final int SIZE = 56;
    private static final int FIRST_INDEX = 0x1000;
    private static final int BUCKETS = 0x3FFFF;

    private EmptyTypes() {}

    static StreamContent stream() {
        LittleEndianWriter header = new LittleEndianWriter();
        header.u32(VERSION).u32(SIZE).u32(FIRST_INDEX).u32(FIRST_INDEX).u32(0);
        header.u16(0xFFFF).u16(0xFFFF).u32(4).u32(BUCKETS);
        for (int part = 0; part < 3; part++) {
            header.u32(0).u32(0xFFFFFFFFL);
        }
        return StreamContent.of(header);
    }
}

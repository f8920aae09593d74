// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

/** How the data of a folder of a cabinet are compressed: the low four bits of CFFOLDER.typeCompress. Source: MS-CAB. */
public enum CabinetMethod {
    /** 0: the blocks are the data. */
    STORED,
    /** 1: each block is a deflate stream, with the data before it as dictionary. */
    MSZIP,
    /** 2: Quantum, which no symbol tool writes and this package does not read. */
    QUANTUM,
    /** 3: LZX with a window of 2^15 to 2^21 bytes. */
    LZX,
    /** 4 to 15: not defined. */
    UNKNOWN
}

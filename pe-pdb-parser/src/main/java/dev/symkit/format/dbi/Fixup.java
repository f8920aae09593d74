// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

/**
 * A relocation that the linker applied. Layout, 12 bytes, little-endian: u16 type, u16 extra, u32 RVA, u32 RVA of the target. Source:
 * microsoft-pdb, {@code langapi/include/pdb.h}, {@code XFIXUP}.
 *
 * @param type IMAGE_REL number of the machine
 * @param extra more about the type
 * @param rva place of the changed bytes, unsigned 32-bit
 * @param target what they refer to, unsigned 32-bit
 */
public record Fixup(int type, int extra, long rva, long target) {
    static final int BYTES = 12;
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * Where a variable starts to live, and what it is, in kinds of managed code and in those with {@code ATTR} in their name.
 *
 * <p>Layout: u32 offset, u16 segment, u16 flags. Source: microsoft-pdb, {@code cvinfo.h}, {@code CV_lvar_attr}.
 *
 * @param offset bytes from the start of the section to the first instruction, unsigned 32-bit
 * @param segment 1-based section number
 * @param flags as those of {@link LocalSymbol}
 */
public record LocalAttributes(long offset, int segment, int flags) {
    /** What kinds without attributes have. */
    public static final LocalAttributes NONE = new LocalAttributes(0, 0, 0);
}

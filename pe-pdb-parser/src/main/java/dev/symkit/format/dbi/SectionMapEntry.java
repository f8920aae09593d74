// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of the section map: what a segment number means.
 *
 * <p>Layout, little-endian, after u16 entries and u16 logical segments: u16 flags, u16 overlay, u16 group, u16 frame, u16 and u16
 * offsets of names, u32 offset, u32 size: 20 bytes each. Source: microsoft-pdb, {@code langapi/include/cvexefmt.h}, {@code OMFSegMap}.
 *
 * @param flags 1 read, 2 write, 4 execute, 8 32-bit, 0x100 selector, 0x200 absolute, 0x400 group
 * @param overlay number of the overlay
 * @param group index of the group
 * @param frame number of the section, from 1
 * @param segmentName offset of the segment's name, 0xFFFF for none
 * @param className offset of the class's name, 0xFFFF for none
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param size bytes, unsigned 32-bit
 */
public record SectionMapEntry(
        int flags, int overlay, int group, int frame, int segmentName, int className, long offset, long size) {
    private static final int BYTES = 20;

    static List<SectionMapEntry> readAll(ByteCursor in) throws FormatException {
        if (in.remaining() == 0) {
            return List.of();
        }
        int count = in.u16();
        in.skip(2);
        if (count > in.remaining() / BYTES) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    count + " section map entries do not fit in " + in.remaining() + " bytes");
        }
        List<SectionMapEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new SectionMapEntry(
                    in.u16(), in.u16(), in.u16(), in.u16(), in.u16(), in.u16(), in.u32(), in.u32()));
        }
        return List.copyOf(entries);
    }
}

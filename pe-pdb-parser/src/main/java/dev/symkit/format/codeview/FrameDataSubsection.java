// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame data of a module.
 *
 * <p>Layout of subsection 0xF5: u32 that a relocation in object files fills with an address, then records of 32 bytes; the debug stream
 * of a PDB has no such prefix. Bytes after the last whole record are ignored. Source: LLVM, {@code DebugFrameDataSubsection.cpp}.
 *
 * @param relocation the prefix, unsigned 32-bit
 * @param frames the records in order
 */
public record FrameDataSubsection(long relocation, List<FrameData> frames) {
    /** Copies the list. */
    public FrameDataSubsection {
        frames = List.copyOf(frames);
    }

    /**
     * Decodes a subsection.
     *
     * @param in its data: {@link C13Reader#data}
     * @throws FormatException {@code TRUNCATED} if there is not even the prefix
     */
    public static FrameDataSubsection decode(ByteCursor in) throws FormatException {
        long relocation = in.u32();
        List<FrameData> frames = new ArrayList<>(in.remaining() / FrameData.SIZE);
        while (in.remaining() >= FrameData.SIZE) {
            frames.add(FrameData.decode(in));
        }
        return new FrameDataSubsection(relocation, frames);
    }
}

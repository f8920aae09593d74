// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import java.util.List;

/**
 * What is at an address.
 *
 * @param section number of the section, from 1
 * @param offset bytes from the start of the section
 * @param displacement bytes from the start of the outermost function, or of the public symbol
 * @param frames the functions, innermost first; the last one is the outermost
 * @param isPublic whether only a public symbol is known: then there is one frame, with the decorated name of the nearest public symbol at
 *     or before the address
 */
public record CodeLocation(int section, long offset, long displacement, List<Frame> frames, boolean isPublic) {
    /** Keeps a copy of the list. */
    public CodeLocation {
        frames = List.copyOf(frames);
    }
}

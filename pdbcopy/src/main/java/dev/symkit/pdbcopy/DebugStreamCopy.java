// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.pdb.StringTableBuilder;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Copies the debug streams of a PDB that are not private, and makes the string table that frame programs need, in the order of
 * pdb-strip-semantics.md 3.
 */
final class DebugStreamCopy {
    private static final int NO_STREAM = -1;
    private static final int FEWEST_SLOTS = 11;
    private static final int NEW_FPO = 9;
    private static final int[] ORDER = {0, 6, 7, 8, NEW_FPO, 10, 1, 3, 4, 5}; // all known ones but fixups (2)

    private final List<Integer> slots;
    private OptionalInt names = OptionalInt.empty();

    private DebugStreamCopy(List<Integer> slots) {
        this.slots = slots;
    }

    /**
     * Adds the streams.
     *
     * @param streams the streams so far, whose number is the number of the next one
     */
    static DebugStreamCopy add(PdbFile pdb, DebugStreams source, List<StreamContent> streams) throws IOException {
        int count = Math.max(FEWEST_SLOTS, source.slotCount());
        DebugStreamCopy copy = new DebugStreamCopy(new ArrayList<>(Collections.nCopies(count, NO_STREAM)));
        for (int slot : ORDER) {
            OptionalInt number = source.slot(slot);
            if (number.isEmpty()) {
                continue;
            }
            copy.slots.set(slot, streams.size());
            StreamContent content = StreamContent.copyOf(pdb.container().stream(number.getAsInt()));
            if (slot == NEW_FPO) {
                StringTableBuilder programs = new StringTableBuilder();
                streams.add(FramePrograms.of(pdb, pdb.container().stream(number.getAsInt()), programs));
                copy.names = OptionalInt.of(streams.size());
                LittleEndianWriter table = new LittleEndianWriter();
                programs.encode(table);
                content = StreamContent.of(table);
            }
            streams.add(content);
        }
        return copy;
    }

    /** The debug header: numbers of streams, -1 for none. */
    List<Integer> slots() {
        return slots;
    }

    /** Number of the string table, if there is one. */
    OptionalInt names() {
        return names;
    }
}

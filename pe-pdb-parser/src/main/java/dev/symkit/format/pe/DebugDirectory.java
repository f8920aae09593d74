// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads debug directories and their data; shared by images and .dbg files. */
final class DebugDirectory {
    private DebugDirectory() {}

    /** Reads entries from a position on: those that are both in the directory and in the file. */
    static List<DebugEntry> read(ByteSource source, long position, long size) throws IOException {
        long inFile = Math.max(0, source.size() - position) / DebugEntry.SIZE;
        long count = Math.min(Math.min(size / DebugEntry.SIZE, inFile), Limits.MAX_DEBUG_ENTRIES);
        List<DebugEntry> result = new ArrayList<>();
        if (count > 0) {
            ByteCursor in = source.cursor("debug directory", position, count * DebugEntry.SIZE);
            while (in.remaining() > 0) {
                result.add(DebugEntry.decode(in));
            }
        }
        return result;
    }

    /** Decodes the CodeView records of entries; those outside the file, too short or too large are left out. */
    static List<CodeView> codeViews(ByteSource source, ImageLayout layout, List<DebugEntry> entries)
            throws IOException {
        List<CodeView> result = new ArrayList<>();
        for (DebugEntry entry : entries) {
            if (entry.type() == DebugEntry.CODEVIEW
                    && entry.size() <= Limits.MAX_CODEVIEW_BYTES
                    && isPresent(source, layout, entry)) {
                ByteCursor in = source.cursor("CodeView record", position(layout, entry), entry.size());
                CodeView.decode(in).ifPresent(result::add);
            }
        }
        return result;
    }

    /** Decodes the data of an entry; empty if it lies outside the file. */
    static Optional<DebugData> data(ByteSource source, ImageLayout layout, DebugEntry entry) throws IOException {
        if (entry.size() == 0) {
            return DebugData.decode(entry, source.cursor("debug data", 0, 0));
        }
        if (!isPresent(source, layout, entry)) {
            return Optional.empty();
        }
        if (entry.size() > Limits.MAX_WINDOW) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    new Origin(source.name(), "debug data", position(layout, entry)),
                    "debug data of " + entry.size() + " bytes is too large");
        }
        String structure = "debug data of type " + entry.type();
        return DebugData.decode(entry, source.cursor(structure, position(layout, entry), entry.size()));
    }

    private static boolean isPresent(ByteSource source, ImageLayout layout, DebugEntry entry) {
        long position = position(layout, entry);
        return (position != 0 || layout == ImageLayout.FILE) && position <= source.size() - entry.size();
    }

    private static long position(ImageLayout layout, DebugEntry entry) {
        return layout == ImageLayout.FILE ? entry.filePosition() : entry.rva();
    }
}

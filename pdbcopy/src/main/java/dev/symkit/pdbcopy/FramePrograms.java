// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.pdb.StringTableBuilder;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The frame data of a PDB with programs in a new string table, into which they come in the order of the records. */
final class FramePrograms implements StreamContent {
    private static final int PROGRAM = 20;
    private static final int PART = FrameData.SIZE * 1024;

    private final MsfStream stream;
    private final Map<Integer, Integer> offsets;

    private FramePrograms(MsfStream stream, Map<Integer, Integer> offsets) {
        this.stream = stream;
        this.offsets = offsets;
    }

    /** Does something with records. */
    private interface Part {
        void accept(byte[] records, int length) throws IOException;
    }

    static FramePrograms of(PdbFile pdb, MsfStream stream, StringTableBuilder programs) throws IOException {
        if (stream.size() % FrameData.SIZE != 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    stream.size() + " bytes are no whole number of records of " + FrameData.SIZE + " bytes");
        }
        Optional<StringTable> source = pdb.strings();
        Map<Integer, Integer> offsets = new HashMap<>();
        FramePrograms copy = new FramePrograms(stream, offsets);
        copy.forEachPart((records, length) -> {
            for (int at = PROGRAM; at < length; at += FrameData.SIZE) {
                int old = number(records, at);
                if (!offsets.containsKey(old)) {
                    Optional<Name> program = source.flatMap(table -> table.find(Integer.toUnsignedLong(old)));
                    if (program.isEmpty() && old != 0) {
                        throw new FormatException(
                                FormatException.Kind.BAD_VALUE,
                                stream.origin(),
                                "there is no frame program at " + Integer.toUnsignedLong(old) + " of the string table");
                    }
                    offsets.put(old, programs.add(program.orElse(Name.EMPTY)));
                }
            }
        });
        return copy;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
    }

    private void forEachPart(Part action) throws IOException {
        byte[] part = new byte[(int) Math.min(PART, stream.size())];
        for (long at = 0; at < stream.size(); at += part.length) {
            int length = (int) Math.min(part.length, stream.size() - at);
            stream.read(at, part, 0, length);
            action.accept(part, length);
        }
    }

    @Override
    public long size() {
        return stream.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        forEachPart((records, length) -> {
            LittleEndianWriter copy = new LittleEndianWriter().bytes(records, 0, length);
            for (int at = PROGRAM; at < length; at += FrameData.SIZE) {
                copy.setU32(at, offsets.getOrDefault(number(records, at), 0));
            }
            copy.writeTo(out);
        });
    }
}

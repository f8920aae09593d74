// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The streams of a PDB that have a name, in the order of the file.
 *
 * <p>Layout, little-endian, after the fixed part of the info stream: u32 bytes of names, the names with NUL and without padding, a hash
 * map (u32 entries, u32 slots, two lists of bits, see microsoft-pdb {@code map.h}) with entries u32 offset of the name, u32 stream, and
 * u32 number of the next name. Source: microsoft-pdb, {@code PDB/include/nmtni.h}; LLVM, {@code NamedStreamMap.cpp}.
 *
 * @param entries the pairs
 */
public record NamedStreams(List<Entry> entries) {
    /** No named streams. */
    public static final NamedStreams NONE = new NamedStreams(List.of());

    private static final int PAIR = 8;

    /**
     * One named stream.
     *
     * @param name its name, case-sensitive
     * @param stream its number, unsigned 32-bit; the container need not have it
     */
    public record Entry(Name name, long stream) {}

    /** Copies the list. */
    public NamedStreams {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the map.
     *
     * @param in stands at the size of the names, and after the map afterwards
     * @throws FormatException {@code TRUNCATED} if it does not fit, {@code BAD_VALUE} if it contradicts itself
     */
    static NamedStreams read(ByteCursor in) throws FormatException {
        long size = in.u32();
        if (size > in.remaining()) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    "names of " + size + " bytes, " + in.remaining() + " bytes are left");
        }
        ByteCursor names = in.slice((int) size);
        byte[] text = names.bytes((int) size);
        int count = SlotMap.entries(in, PAIR);
        List<Entry> entries = new ArrayList<>(count);
        long spent = 0;
        for (int i = 0; i < count; i++) {
            FormatException bad = in.error(FormatException.Kind.BAD_VALUE, "the name of a stream is not in the names");
            long at = in.u32();
            if (at >= size) {
                throw bad;
            }
            Name name = Texts.nulTerminated(text, (int) at);
            // Names of a sound map do not overlap, so that they are no longer than all of them together.
            spent += name.size();
            if (spent > size) {
                throw bad;
            }
            entries.add(new Entry(name, in.u32()));
        }
        if (in.remaining() >= 4) {
            in.skip(4);
        }
        return new NamedStreams(entries);
    }

    /**
     * Looks a stream up.
     *
     * @param name the whole name, with its case
     * @return its number, unsigned 32-bit
     */
    public OptionalLong find(Name name) {
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return OptionalLong.of(entry.stream());
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Opens a stream by name.
     *
     * @param pdb the container
     * @param name the whole name, with its case
     * @return empty if there is no such name, or the stream it names does not exist
     * @throws IOException if the container is damaged or cannot be read
     */
    public Optional<MsfStream> open(StreamContainer pdb, Name name) throws IOException {
        OptionalLong number = find(name);
        if (number.isEmpty() || number.getAsLong() >= pdb.streamCount()) {
            return Optional.empty();
        }
        MsfStream stream = pdb.stream((int) number.getAsLong());
        return stream.isNil() ? Optional.empty() : Optional.of(stream);
    }

    /** Writes the map, into which the names come one after the other, as a linker adds them. */
    void encode(LittleEndianWriter out) {
        LittleEndianWriter texts = new LittleEndianWriter();
        SlotMapBuilder map = new SlotMapBuilder();
        for (Entry entry : entries) {
            byte[] name = entry.name().toByteArray();
            map.add(PdbHash.hashV1(name, 0, name.length) & 0xFFFF, texts.size(), entry.stream());
            texts.nulTerminated(entry.name());
        }
        out.u32(texts.size()).bytes(texts);
        map.encode(out);
        out.u32(0);
    }
}

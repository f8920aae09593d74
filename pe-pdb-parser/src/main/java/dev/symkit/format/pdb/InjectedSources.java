// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that are stored in a PDB.
 *
 * <p>Stream {@code /src/headerblock}, little-endian: 64 bytes with u32 version 19980827, u32 bytes of the stream, FILETIME of 8 bytes,
 * u32 age; then a hash map whose entries are u32 key and 40 bytes: u32 40, u32 version, u32 CRC, u32 size, three u32 offsets into
 * {@code /names} (file, object file, virtual name), u8 compression, u8 flags, 10 bytes unused. The content lies in the stream {@code
 * /src/files/} with the lower-case virtual name. Source: LLVM, {@code InjectedSourceStream.cpp} and {@code RawTypes.h}.
 */
public final class InjectedSources {
    /** Name of the stream with the list. */
    public static final Name STREAM = Name.of("/src/headerblock");

    private static final String CONTENT = "/src/files/";
    private static final long VERSION = 19980827;
    private static final int HEAD = 64;
    private static final int ENTRY = 44;

    private InjectedSources() {}

    /**
     * Reads the list.
     *
     * @param pdb the container
     * @param names its named streams
     * @param strings its string table
     * @return in the order of the stream; nothing if there is no such stream
     * @throws FormatException {@code UNSUPPORTED} if the version is another one, {@code TRUNCATED} or {@code BAD_VALUE} if it is
     *     damaged, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public static List<InjectedSource> read(StreamContainer pdb, NamedStreams names, StringTable strings)
            throws IOException {
        Optional<MsfStream> found = names.open(pdb, STREAM);
        if (found.isEmpty() || found.get().size() == 0) {
            return List.of();
        }
        MsfStream stream = found.get();
        ByteCursor in = stream.cursor(0, stream.size());
        long version = in.u32();
        if (version != VERSION) {
            throw new FormatException(
                    FormatException.Kind.UNSUPPORTED, stream.origin(), "version " + version + " of stored sources");
        }
        in.skip(HEAD - 4);
        int count = SlotMap.entries(in, ENTRY);
        List<InjectedSource> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(entry(in.slice(ENTRY), strings));
        }
        return List.copyOf(sources);
    }

    private static InjectedSource entry(ByteCursor in, StringTable strings) throws FormatException {
        in.skip(4 + 8);
        long crc = in.u32();
        long size = in.u32();
        Name file = strings.name(in.u32());
        Name object = strings.name(in.u32());
        Name virtualName = strings.name(in.u32());
        return new InjectedSource(file, object, virtualName, size, crc, in.u8(), in.u8());
    }

    /**
     * Opens the stream of a file, compressed as its entry says.
     *
     * @param pdb the container
     * @param names its named streams
     * @param source the file
     * @return empty if there is no such stream
     * @throws IOException if the container is damaged or cannot be read
     */
    public static Optional<MsfStream> open(StreamContainer pdb, NamedStreams names, InjectedSource source)
            throws IOException {
        byte[] name = source.virtualName().toByteArray();
        byte[] whole = new byte[CONTENT.length() + name.length];
        for (int i = 0; i < CONTENT.length(); i++) {
            whole[i] = (byte) CONTENT.charAt(i);
        }
        for (int i = 0; i < name.length; i++) {
            boolean upper = name[i] >= 'A' && name[i] <= 'Z';
            whole[CONTENT.length() + i] = (byte) (upper ? name[i] + ('a' - 'A') : name[i]);
        }
        return names.open(pdb, Name.copyOf(whole, 0, whole.length));
    }
}

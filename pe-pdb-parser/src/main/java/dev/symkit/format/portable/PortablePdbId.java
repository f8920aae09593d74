// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a portable PDB: the first 20 bytes of its {@code #Pdb} stream.
 *
 * <p>Metadata root, little-endian: u32 {@code BSJB}, u16 1, u16 1, u32 0, u32 bytes of the version text, the text, u16 flags, u16
 * number of streams, then for each u32 offset from the root, u32 size, name ended by NUL and padded to a multiple of four. Source:
 * ECMA-335 II.24.2.1 and the portable PDB document of the .NET runtime.
 *
 * @param guid the first 16 bytes; the GUID that the image's RSDS record has
 * @param stamp the last four bytes, unsigned 32-bit; not part of store keys
 */
public record PortablePdbId(UUID guid, long stamp) {
    private static final String ROOT = "metadata root";
    private static final int BSJB = 0x424A5342;
    private static final int FIXED = 16;
    private static final int ID_SIZE = 20;
    private static final int MAX_VERSION_TEXT = 255 + 1;
    private static final int LONGEST_ENTRY = 8 + 32;

    /**
     * Tells whether a file starts with the metadata signature.
     *
     * @param source the file
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return source.size() >= 4 && source.cursor(ROOT, 0, 4).i32() == BSJB;
    }

    /**
     * Reads the id.
     *
     * @param source the file, whose first byte is that of the metadata root
     * @return the id, or empty if the metadata has no {@code #Pdb} stream and so belongs to an assembly
     * @throws FormatException {@code BAD_MAGIC} if it is no metadata, {@code TRUNCATED} if the file ends too early,
     *     {@code BAD_VALUE} or {@code LIMIT} if a field is out of range
     * @throws IOException if the file cannot be read
     */
    public static Optional<PortablePdbId> read(ByteSource source) throws IOException {
        if (!recognise(source)) {
            throw new FormatException(
                    FormatException.Kind.BAD_MAGIC, new Origin(source.name(), ROOT, 0), "not a metadata root");
        }
        ByteCursor fixed = source.cursor(ROOT, 0, FIXED);
        fixed.skip(12);
        Origin lengthField = fixed.origin();
        long textLength = fixed.u32();
        if (textLength > MAX_VERSION_TEXT) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    lengthField,
                    "a version text of " + textLength + " bytes is too long");
        }
        ByteCursor counts = source.cursor(ROOT, FIXED + textLength, 4);
        counts.skip(2);
        Origin countField = counts.origin();
        int streams = counts.u16();
        if (streams > Limits.MAX_METADATA_STREAMS) {
            throw new FormatException(FormatException.Kind.LIMIT, countField, streams + " streams are too many");
        }
        long position = FIXED + textLength + 4;
        long window = Math.min((long) streams * LONGEST_ENTRY, source.size() - position);
        return find(source, source.cursor(ROOT, position, window), streams);
    }

    private static Optional<PortablePdbId> find(ByteSource source, ByteCursor in, int streams) throws IOException {
        for (int i = 0; i < streams; i++) {
            Origin entry = in.origin();
            long offset = in.u32();
            long size = in.u32();
            int nameLength = in.lengthToNul();
            if (nameLength < 0) {
                throw in.error(FormatException.Kind.TRUNCATED, "a stream name is not ended by NUL");
            }
            boolean pdb = isPdbName(in.bytes(nameLength));
            in.skip(1);
            in.skip(-(nameLength + 1) & 3);
            if (pdb) {
                if (size < ID_SIZE) {
                    throw new FormatException(
                            FormatException.Kind.BAD_VALUE, entry, "a #Pdb stream of " + size + " bytes has no id");
                }
                ByteCursor id = source.cursor("#Pdb stream", offset, ID_SIZE);
                return Optional.of(new PortablePdbId(id.guid(), id.u32()));
            }
        }
        return Optional.empty();
    }

    private static boolean isPdbName(byte[] name) {
        return name.length == 4 && name[0] == '#' && name[1] == 'P' && name[2] == 'd' && name[3] == 'b';
    }
}

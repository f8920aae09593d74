// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a portable PDB: the first 20 bytes of its {@code #Pdb} stream, a GUID (16 bytes) and a u32 stamp. Reading it touches the
 * metadata root and those bytes only. Source: the portable PDB document of the .NET runtime.
 *
 * @param guid the first 16 bytes; the GUID that the image's RSDS record has
 * @param stamp the last four bytes, unsigned 32-bit; not part of store keys
 */
public record PortablePdbId(UUID guid, long stamp) {
    /** Bytes of the id. */
    static final int SIZE = 20;

    /**
     * Tells whether a file starts with the metadata signature.
     *
     * @param source the file
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return MetadataRoot.recognise(source);
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
        Optional<MetadataStream> stream = MetadataRoot.read(source).stream("#Pdb");
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        MetadataStream pdb = stream.get();
        if (pdb.size() < SIZE) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    new Origin(source.name(), pdb.structure(), 0),
                    "a #Pdb stream of " + pdb.size() + " bytes has no id");
        }
        return Optional.of(decode(source.cursor(pdb.structure(), pdb.offset(), SIZE)));
    }

    static PortablePdbId decode(ByteCursor in) throws FormatException {
        return new PortablePdbId(in.guid(), in.u32());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metadata root, with which portable PDBs and the metadata of assemblies start.
 *
 * <p>Little-endian: u32 {@code BSJB}, u16 major and u16 minor version (1, 1), u32 0, u32 bytes of the version text, the text, u16
 * flags, u16 number of streams, then for each u32 offset from the root, u32 size, name ended by NUL and padded to a multiple of
 * four. Source: ECMA-335 II.24.2.1 and II.24.2.2.
 *
 * @param version the version text without its NULs, {@code PDB v1.0} in portable PDBs
 * @param streams the streams in the order of the root; whether they lie inside the file is not checked yet
 */
public record MetadataRoot(String version, List<MetadataStream> streams) {
    private static final String ROOT = "metadata root";
    private static final int BSJB = 0x424A5342;
    private static final int FIXED = 16;
    private static final int MAX_VERSION_TEXT = 255 + 1;
    private static final int LONGEST_ENTRY = 8 + 32;

    /** Copies the list. */
    public MetadataRoot {
        streams = List.copyOf(streams);
    }

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
     * Reads the root.
     *
     * @param source the file, whose first byte is that of the metadata root
     * @throws FormatException {@code BAD_MAGIC} if it is no metadata, {@code TRUNCATED} if the file ends too early,
     *     {@code BAD_VALUE} or {@code LIMIT} if a field is out of range
     * @throws IOException if the file cannot be read
     */
    public static MetadataRoot read(ByteSource source) throws IOException {
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
        ByteCursor counts = source.cursor(ROOT, FIXED, textLength + 4);
        String version = text(counts.slice((int) textLength));
        counts.skip(2);
        Origin countField = counts.origin();
        int streams = counts.u16();
        if (streams > Limits.MAX_METADATA_STREAMS) {
            throw new FormatException(FormatException.Kind.LIMIT, countField, streams + " streams are too many");
        }
        long position = FIXED + textLength + 4;
        long window = Math.min((long) streams * LONGEST_ENTRY, source.size() - position);
        return new MetadataRoot(version, entries(source.cursor(ROOT, position, window), streams));
    }

    /** Gives the first stream of that name. */
    public Optional<MetadataStream> stream(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    /** Gives a stream that every portable PDB has. */
    MetadataStream required(ByteSource source, String name) throws FormatException {
        return stream(name)
                .orElseThrow(() -> new FormatException(
                        FormatException.Kind.UNSUPPORTED,
                        new Origin(source.name(), ROOT, 0),
                        "metadata without a stream " + name + " is no portable PDB"));
    }

    private static List<MetadataStream> entries(ByteCursor in, int count) throws FormatException {
        List<MetadataStream> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long offset = in.u32();
            long size = in.u32();
            String name = in.nulTerminated().toString();
            result.add(new MetadataStream(name, offset, size));
            if (i + 1 < count) {
                in.align4();
            }
        }
        return result;
    }

    private static String text(ByteCursor in) throws FormatException {
        int length = in.lengthToNul();
        return new String(in.bytes(length < 0 ? in.remaining() : length), UTF_8);
    }
}

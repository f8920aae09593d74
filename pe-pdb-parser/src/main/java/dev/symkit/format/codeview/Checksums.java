// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The source files of a module with their checksums. Lines and inlinees name a file by the offset of its entry in this data.
 *
 * <p>Layout of subsection 0xF4, little-endian, per file: u32 offset of the name in {@code /names}, u8 checksum bytes, u8 checksum type,
 * the checksum, padding to a multiple of four. The last padding may be missing. Source: LLVM, {@code DebugChecksumsSubsection.h}.
 *
 * <p>Immutable, thread-safe. Nothing is decoded before it is asked for.
 */
public final class Checksums {
    private static final int HEADER = 6;

    private final Slice data;
    private final Origin origin;

    private Checksums(Slice data, Origin origin) {
        this.data = data;
        this.origin = origin;
    }

    /**
     * Takes the data of a checksum subsection.
     *
     * @param data its bytes
     * @param origin place of the first one, for messages
     */
    public static Checksums of(Slice data, Origin origin) {
        return new Checksums(data, origin);
    }

    /**
     * Finds the checksum subsection of a module; modules have at most one.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     * @return empty if there is none
     * @throws FormatException {@code TRUNCATED} or {@code LIMIT} as {@link C13Reader#next}
     * @throws IOException if the file cannot be read
     */
    public static Optional<Checksums> find(RandomBytes stream, long start, long end) throws IOException {
        C13Reader reader = new C13Reader(stream, start, end);
        return reader.next(C13Reader.FILE_CHECKSUMS)
                ? Optional.of(of(reader.raw(), stream.origin().plus(reader.offset())))
                : Optional.empty();
    }

    /** Bytes of the data. */
    public int size() {
        return data.size();
    }

    /**
     * Decodes one entry.
     *
     * @param fileOffset bytes from the start of the data, as lines and inlinees say
     * @throws FormatException {@code BAD_VALUE} if it lies outside the data, {@code TRUNCATED} if the entry does not fit
     */
    public ChecksumEntry at(long fileOffset) throws FormatException {
        if (fileOffset < 0 || fileOffset >= data.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    origin,
                    "file " + fileOffset + " lies outside the checksums of " + data.size() + " bytes");
        }
        ByteCursor in = data.cursor(origin);
        in.skip(fileOffset);
        return entry(in);
    }

    /**
     * Decodes all entries in order.
     *
     * @throws FormatException {@code TRUNCATED} if one does not fit
     */
    public List<ChecksumEntry> entries() throws FormatException {
        List<ChecksumEntry> entries = new ArrayList<>();
        ByteCursor in = data.cursor(origin);
        while (in.remaining() > 0) {
            entries.add(entry(in));
            in.skip(Math.min(-in.position() & 3, in.remaining()));
        }
        return List.copyOf(entries);
    }

    private static ChecksumEntry entry(ByteCursor in) throws FormatException {
        int offset = in.position();
        if (in.remaining() < HEADER) {
            throw in.error(FormatException.Kind.TRUNCATED, in.remaining() + " bytes are left for a file checksum");
        }
        long nameOffset = in.u32();
        int size = in.u8();
        int type = in.u8();
        return new ChecksumEntry(offset, nameOffset, type, in.raw(size));
    }
}

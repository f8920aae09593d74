// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;

/**
 * An MSFZ file ("PDZ"): the streams of an MSF file, compressed. Streams have the same numbers and content as in the MSF file it was
 * made from.
 *
 * <p>Header, 80 bytes, little-endian: signature of 32 bytes, u64 version 0, u64 offset of the stream directory, u64 offset of the
 * chunk table, u32 streams, u32 compression of the directory, u32 its bytes in the file, u32 its bytes uncompressed, u32 chunks, u32
 * bytes of the chunk table. The directory has for each stream either u32 0xFFFFFFFF (nil) or fragments of u32 size and u64 place,
 * ended by a u32 0. A place with bit 63 clear is an offset in the file (bits 0 to 47); with bit 63 set it is a chunk number (bits 32
 * to 62) and an offset in that chunk's uncompressed bytes (bits 0 to 31), from where the fragment may go on into the next chunks.
 * Source: microsoft/pdb-rs, {@code msfz/src/lib.rs} and {@code docs/msfz}.
 *
 * <p>Opening reads the header, the chunk table and the directory, and checks all places in them. Chunks are unpacked when a stream
 * is read; a few are kept. Thread-safe; does not own the source.
 */
public final class MsfzFile implements StreamContainer {
    private static final String HEADER = "MSFZ header";
    private static final String DIRECTORY = "MSFZ stream directory";
    private static final int HEADER_SIZE = 80;
    private static final int FIELDS = 0x20;

    /** Our choice: chunks are about 1 MiB, so that this is a terabyte. */
    private static final int MOST_CHUNKS = 1 << 20;

    private final ByteSource source;
    private final ChunkTable chunks;
    private final FragmentDirectory directory;

    private MsfzFile(ByteSource source, ChunkTable chunks, FragmentDirectory directory) {
        this.source = source;
        this.chunks = chunks;
        this.directory = directory;
    }

    /**
     * Opens an MSFZ file.
     *
     * @param source the file; stays open, and must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no MSFZ file, {@code UNSUPPORTED} for a version or compression that is not
     *     known, or for Zstandard if its native library cannot be loaded (then "MSFZ with zstd: unsupported", also when a stream is
     *     read), {@code TRUNCATED} or {@code BAD_VALUE} if it is damaged, {@code LIMIT} if a part is too large
     * @throws IOException if the file cannot be read
     */
    public static MsfzFile open(ByteSource source) throws IOException {
        return open(source, Unpacker.standard());
    }

    static MsfzFile open(ByteSource source, Unpacker unpacker) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        if (MsfFile.recognise(head).filter(MsfFile.Version.MSFZ::equals).isEmpty()) {
            throw new FormatException(
                    FormatException.Kind.BAD_MAGIC, new Origin(source.name(), HEADER, 0), "not an MSFZ file");
        }
        ByteCursor in = source.cursor(HEADER, FIELDS, HEADER_SIZE - FIELDS);
        Header header = Header.read(in, source);
        ChunkTable chunks = ChunkTable.read(source, unpacker, header.chunkTable(), header.chunks());
        byte[] packed = new byte[header.packedSize()];
        source.read(header.directory(), packed, 0, packed.length);
        Origin place = new Origin(source.name(), DIRECTORY, 0);
        byte[] bytes = unpacker.unpack(header.compression(), packed, header.size(), place);
        return new MsfzFile(
                source,
                chunks,
                FragmentDirectory.read(new ByteCursor(bytes, 0, bytes.length, place), header.streams()));
    }

    /** The header's fields, checked against the file. */
    private record Header(
            long directory, long chunkTable, int streams, int compression, int packedSize, int size, int chunks) {
        static Header read(ByteCursor in, ByteSource source) throws FormatException {
            Origin start = in.origin();
            long version = in.i64();
            if (version != 0) {
                throw new FormatException(
                        FormatException.Kind.UNSUPPORTED, start, "version " + Long.toUnsignedString(version));
            }
            long directory = in.i64();
            long chunkTable = in.i64();
            Origin counts = in.origin();
            long streams = in.u32();
            int compression = in.i32();
            long packedSize = in.u32();
            long size = in.u32();
            long chunks = in.u32();
            long tableSize = in.u32();
            if (streams == 0 || tableSize != chunks * ChunkTable.ENTRY) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        counts,
                        streams + " streams, " + chunks + " chunks in a table of " + tableSize + " bytes");
            }
            if (streams > Limits.MAX_STREAMS
                    || chunks > MOST_CHUNKS
                    || packedSize > Limits.MAX_WINDOW
                    || size > Limits.MAX_WINDOW) {
                throw new FormatException(
                        FormatException.Kind.LIMIT,
                        counts,
                        streams + " streams in a directory of " + size + " bytes, " + chunks
                                + " chunks: that is too much");
            }
            if (streams > size / 4) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        counts,
                        streams + " streams do not fit in a directory of " + size + " bytes");
            }
            checkInside(source, directory, packedSize, start.plus(8), "the stream directory");
            checkInside(source, chunkTable, tableSize, start.plus(16), "the chunk table");
            return new Header(
                    directory, chunkTable, (int) streams, compression, (int) packedSize, (int) size, (int) chunks);
        }
    }

    /** Refuses a part that does not lie inside the file. */
    static void checkInside(ByteSource source, long offset, long size, Origin where, String what)
            throws FormatException {
        if (offset < 0 || offset > source.size() - size) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    where,
                    what + " of " + size + " bytes at " + Long.toUnsignedString(offset) + " lies outside the file of "
                            + source.size());
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int streamCount() {
        return directory.streamCount();
    }

    /** Number of compressed chunks. */
    public int chunkCount() {
        return chunks.count();
    }

    /**
     * {@inheritDoc}
     *
     * @throws FormatException {@code BAD_VALUE} if a fragment of the stream lies outside the file or the chunks, {@code LIMIT} if its
     *     fragments together are larger than both
     */
    @Override
    public MsfStream stream(int index) throws FormatException {
        if (index < 0) {
            throw new IllegalArgumentException("negative stream number " + index);
        }
        boolean nil = index >= directory.streamCount() || directory.isNil(index);
        Origin origin = new Origin(source.name(), StreamContainer.structure(index), 0);
        if (nil) {
            return new MsfStream(index, true, new FragmentBytes(source, chunks, origin, new long[] {0}, new long[] {}));
        }
        return new MsfStream(index, false, directory.stream(index, source, chunks, origin));
    }
}

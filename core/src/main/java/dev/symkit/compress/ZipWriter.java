// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes ZIP archives with one deflated file, the other container of compressed entries of symbol stores (our choice,
 * symbol-store-format 4).
 *
 * <p>The parts of the file are compressed on several threads, each with the 32 KiB before it as dictionary, and joined to one deflate
 * stream; the result depends on the content, the name, the time, the zone, the level and the deflate library only. Zip64 is used where
 * a size may not fit into 32 bits. There is no limit on the size of the file. Memory: about 3 MiB per thread.
 *
 * <p>Immutable and thread-safe.
 */
public final class ZipWriter {
    /** Larger files get Zip64 fields; what is compressed never grows by as much as is left to 4 GiB. */
    private static final long LARGEST_WITHOUT_ZIP64 = 0xF0000000L;

    private static final int PIECE = 64 * 1024;
    private static final int SMALLEST_ROOM = 64;

    private final CabinetOptions options;
    private final long largestWithoutZip64;

    /** A writer with the given options. */
    public ZipWriter(CabinetOptions options) {
        this(options, LARGEST_WITHOUT_ZIP64);
    }

    /** A writer that uses Zip64 for files of more than so many bytes. */
    ZipWriter(CabinetOptions options, long largestWithoutZip64) {
        this.options = Objects.requireNonNull(options, "options");
        this.largestWithoutZip64 = largestWithoutZip64;
    }

    /** A part of the file and its part of the deflate stream. */
    private record Part(BlockRange range, ByteBuffer deflated) {}

    /**
     * Writes an archive from the channel's position on, and leaves the position at its end.
     *
     * @param request what goes in
     * @param out receives the archive; must be readable too if the result is checked
     * @return whether the archive is smaller than the file
     * @throws IOException if the source cannot be read or the channel not be written, if the name cannot be one in a store, or if the
     *     check finds a difference; what was written so far is of no use then
     */
    public CabinetResult write(CabinetRequest request, SeekableByteChannel out) throws IOException {
        ByteSource source = request.source();
        long size = source.size();
        byte[] name = EntryName.encode(request.name(), "ZIP archive");
        DosTime time = DosTime.of(request.modified(), options.zone());
        ZipRecords records = new ZipRecords(name, time, size > largestWithoutZip64);
        long start = out.position();
        write(out, ByteBuffer.allocate(records.localSize()));
        CRC32 crc = new CRC32();
        int parts = Math.max(1, BlockRange.count(size));
        OrderedJobs.run(
                parts,
                options.threads(),
                index -> deflate(BlockRange.read(source, index), index == parts - 1),
                (index, part) -> {
                    byte[] bytes = part.range().bytes();
                    int dictionary = part.range().dictionary();
                    crc.update(bytes, dictionary, bytes.length - dictionary);
                    write(out, part.deflated());
                    request.progress().accept(bytes.length - dictionary);
                });
        long directory = out.position() - start;
        ZipRecords.Sizes sizes = new ZipRecords.Sizes((int) crc.getValue(), directory - records.localSize(), size);
        write(out, records.directory(sizes));
        long end = out.position();
        out.position(start);
        write(out, records.local(sizes));
        if (options.verify()) {
            String archive = "ZIP archive of " + source.name();
            check(new ChannelSource(archive, out, start, end - start), request);
        }
        out.position(end);
        CabinetResult.Outcome outcome =
                end - start < size ? CabinetResult.Outcome.SMALLER : CabinetResult.Outcome.NOT_SMALLER;
        return new CabinetResult(outcome, size, end - start);
    }

    /** Compresses one part to whole bytes, so that the next part can follow. */
    private Part deflate(BlockRange range, boolean last) {
        int length = range.bytes().length - range.dictionary();
        byte[] bytes = new byte[length / 2 + SMALLEST_ROOM];
        int done = 0;
        Deflater deflater = new Deflater(options.level(), true);
        try {
            if (range.dictionary() > 0) {
                deflater.setDictionary(range.bytes(), 0, range.dictionary());
            }
            deflater.setInput(range.bytes(), range.dictionary(), length);
            if (last) {
                deflater.finish();
            }
            int mode = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
            int count = deflater.deflate(bytes, done, bytes.length - done, mode);
            while (count > 0) {
                done += count;
                if (done < bytes.length) {
                    break; // room was left: nothing more is to come
                }
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
                count = deflater.deflate(bytes, done, bytes.length - done, mode);
            }
        } finally {
            deflater.end();
        }
        return new Part(range, ByteBuffer.wrap(bytes, 0, done));
    }

    /** Fails if the archive does not give back the source. */
    private static void check(ByteSource archive, CabinetRequest request) throws IOException {
        ZipArchive opened = ZipArchive.open(archive);
        ZippedFile file = opened.single(request.name());
        ByteSource source = request.source();
        if (opened.files().size() != 1
                || file.size() != source.size()
                || file.headerOffset() != 0
                || !file.name().equals(request.name())) {
            throw new IOException(archive.name() + ": its directory was not written as it should be");
        }
        byte[] expected = new byte[PIECE];
        long at = 0;
        try (InputStream in = opened.stream(file, source.size())) {
            for (byte[] got = in.readNBytes(PIECE); got.length > 0; got = in.readNBytes(PIECE)) {
                source.read(at, expected, 0, got.length);
                int different = Arrays.mismatch(got, 0, got.length, expected, 0, got.length);
                if (different >= 0) {
                    throw new IOException(
                            archive.name() + ": does not give back byte " + (at + different) + " of " + source.name());
                }
                at += got.length;
                request.progress().accept(got.length);
            }
        }
    }

    private static void write(SeekableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}

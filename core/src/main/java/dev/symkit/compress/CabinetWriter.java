// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/**
 * Writes cabinets with one file in one MSZIP folder, as entries of symbol stores are.
 *
 * <p>Header: version 1.3, no flags, set 0, file table at 0x2C, blocks right after it, the archive attribute, and the attribute for
 * UTF-8 names only if the name has more than ASCII. An empty file has no blocks. The blocks are compressed on several threads; the
 * result depends on the content, the name, the time, the zone, the level and the deflate library only. Memory: about 3 MiB per
 * thread, whatever the size of the file.
 *
 * <p>Immutable and thread-safe.
 */
public final class CabinetWriter {
    /** Files of this size or larger do not fit: a folder has at most 65,535 blocks of 32 KiB. Our choice is not to fill it. */
    public static final long MAX_INPUT = 65535L * BlockDecoder.MAX_BLOCK;

    private final CabinetOptions options;

    /** A writer with the given options. */
    public CabinetWriter(CabinetOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Writes a cabinet from the channel's position on, and leaves the position at its end.
     *
     * @param request what goes in
     * @param out receives the cabinet; must be readable too if the result is checked
     * @return whether the cabinet is smaller than the file; nothing was written if the file is too large
     * @throws IOException if the source cannot be read or the channel not be written, if the name cannot be one in a cabinet, or if
     *     the check finds a difference; what was written so far is of no use then
     */
    public CabinetResult write(CabinetRequest request, SeekableByteChannel out) throws IOException {
        ByteSource source = request.source();
        long inputSize = source.size();
        byte[] name = EntryName.encode(request.name(), "cabinet");
        if (inputSize >= MAX_INPUT) {
            return new CabinetResult(CabinetResult.Outcome.TOO_LARGE, inputSize, 0);
        }
        long start = out.position();
        write(out, ByteBuffer.allocate(CabinetHeader.size(name)));
        long[] ends = new long[BlockRange.count(inputSize)];
        MszipEncoder encoder = new MszipEncoder(options.level());
        OrderedJobs.run(
                ends.length,
                options.threads(),
                index -> encoder.encode(BlockRange.read(source, index)),
                (index, records) -> {
                    write(out, records);
                    ends[index] = out.position() - start;
                    request.progress().accept(BlockRange.size(inputSize, index));
                });
        long end = out.position();
        out.position(start);
        write(out, CabinetHeader.encode(name, inputSize, request.modified(), options.zone(), end - start));
        if (options.verify()) {
            String cabinet = "cabinet of " + source.name();
            new CabinetCheck(new ChannelSource(cabinet, out, start, end - start), request, ends).run(options.threads());
        }
        out.position(end);
        CabinetResult.Outcome outcome =
                end - start < inputSize ? CabinetResult.Outcome.SMALLER : CabinetResult.Outcome.NOT_SMALLER;
        return new CabinetResult(outcome, inputSize, end - start);
    }

    private static void write(SeekableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Arrays;

/**
 * Compares a cabinet that was just written with its source, on several threads: a block that yields the right bytes after the right
 * bytes, for every block, is a cabinet that yields the right file.
 */
final class CabinetCheck {
    private static final int HEADER = 8;

    private final ByteSource cabinet;
    private final CabinetRequest request;
    private final long[] ends;

    /**
     * Prepares a check.
     *
     * @param cabinet what was written
     * @param request what it was made from
     * @param ends for each range, bytes from the start of the cabinet to its end
     */
    CabinetCheck(ByteSource cabinet, CabinetRequest request, long[] ends) {
        this.cabinet = cabinet;
        this.request = request;
        this.ends = ends;
    }

    /** Fails if the cabinet does not give back the source. */
    void run(int threads) throws IOException {
        Cabinet tables = Cabinet.open(cabinet);
        CabinetFolder folder = tables.folders().get(0);
        CabinetEntry entry = tables.single(request.name());
        long size = request.source().size();
        if (tables.size() != cabinet.size()
                || entry.size() != size
                || entry.offset() != 0
                || folder.method() != CabinetMethod.MSZIP
                || folder.blocks() != (size + BlockDecoder.MAX_BLOCK - 1) / BlockDecoder.MAX_BLOCK
                || !entry.name().equals(request.name())) {
            throw new IOException(cabinet.name() + ": its header was not written as it should be");
        }
        OrderedJobs.run(
                ends.length,
                threads,
                index -> range(index, index == 0 ? folder.offset() : ends[index - 1]),
                (index, bytes) -> request.progress().accept(bytes));
    }

    /** Checks one range, gives its bytes of the source. */
    private int range(int index, long start) throws IOException {
        BlockRange range = BlockRange.read(request.source(), index);
        ByteCursor in = cabinet.cursor("blocks of the cabinet", start, ends[index] - start);
        MszipDecoder decoder = new MszipDecoder();
        try {
            decoder.dictionary(range.bytes(), range.dictionary());
            for (int at = range.dictionary(); at < range.bytes().length; at += BlockDecoder.MAX_BLOCK) {
                block(decoder, range, at, in);
            }
        } finally {
            decoder.release();
        }
        if (in.remaining() > 0) {
            throw different(range.position());
        }
        return range.bytes().length - range.dictionary();
    }

    private void block(MszipDecoder decoder, BlockRange range, int at, ByteCursor in) throws IOException {
        Origin where = in.origin();
        int sum = in.i32();
        byte[] fields = in.bytes(HEADER - 4);
        int length = (fields[0] & 0xFF) | ((fields[1] & 0xFF) << 8);
        int size = (fields[2] & 0xFF) | ((fields[3] & 0xFF) << 8);
        byte[] data = in.bytes(length);
        if (size != range.blockAt(at)
                || sum != Checksum.sum(fields, 0, fields.length, Checksum.sum(data, 0, length, 0))) {
            throw different(range.position() + at - range.dictionary());
        }
        byte[] out = decoder.decode(data, 0, length, size, where.plus(HEADER));
        int different = Arrays.mismatch(out, 0, size, range.bytes(), at, at + size);
        if (different >= 0) {
            throw different(range.position() + at - range.dictionary() + different);
        }
    }

    private IOException different(long offset) {
        return new IOException(cabinet.name() + ": does not give back byte " + offset + " of "
                + request.source().name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of one file of a ZIP archive, whose length and CRC are checked before the last bytes are given out. */
final class ZipStream extends PieceStream {
    private static final int PIECE = 64 * 1024;

    private final ByteSource source;
    private final ZippedFile file;
    private final Origin where;
    private final long end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] in = new byte[PIECE];
    private final byte[] out = new byte[PIECE];
    private long next;
    private long done;
    private boolean ended;

    /** @param data bytes from the start of the archive to the data, which lie inside it */
    ZipStream(ByteSource source, ZippedFile file, long data) {
        this.source = source;
        this.file = file;
        this.where = new Origin(source.name(), "data of the ZIP archive", data);
        this.next = data;
        this.end = data + file.packedSize();
    }

    @Override
    boolean refill() throws IOException {
        if (ended) {
            return false;
        }
        int count = file.method() == ZippedFile.STORED ? copy() : inflate();
        done += count;
        crc.update(out, 0, count);
        if (done > file.size()) {
            throw error(Kind.BAD_VALUE, "the data yield more than " + file.size() + " bytes");
        }
        ended = file.method() == ZippedFile.STORED ? next == end : inflater.finished();
        if (ended) {
            check();
        }
        piece(out, 0, count);
        return count > 0;
    }

    private void check() throws FormatException {
        if (done != file.size()) {
            throw error(Kind.BAD_VALUE, "the data yield " + done + " of " + file.size() + " bytes");
        }
        if (crc.getValue() != file.crc()) {
            throw error(Kind.BAD_VALUE, "the CRC of the file is not that of the directory");
        }
    }

    private int copy() throws IOException {
        int count = (int) Math.min(PIECE, end - next);
        source.read(next, out, 0, count);
        next += count;
        return count;
    }

    private int inflate() throws IOException {
        try {
            int count = inflater.inflate(out, 0, PIECE);
            while (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary() || next == end) {
                    throw error(Kind.TRUNCATED, "the deflate stream has no end");
                }
                int length = (int) Math.min(PIECE, end - next);
                source.read(next, in, 0, length);
                next += length;
                inflater.setInput(in, 0, length);
                count = inflater.inflate(out, 0, PIECE);
            }
            return count;
        } catch (DataFormatException e) {
            throw error(Kind.BAD_VALUE, "the deflate stream is damaged: " + e.getMessage());
        }
    }

    private FormatException error(Kind kind, String problem) {
        return new FormatException(kind, where.plus(inflater.getBytesRead()), problem);
    }

    @Override
    void release() {
        inflater.end();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * A part of the uncompressed data of a folder. Layout of CFDATA, little-endian: u32 checksum (0: not computed), u16 bytes of data, u16
 * bytes that they yield, reserved bytes, data. Source: MS-CAB.
 */
final class FolderStream extends PieceStream {
    private static final int HEADER = 8;

    private final String file;
    private final int folderIndex;
    private final CabinetFolder folder;
    private final int reserved;
    private final ReadAhead input;
    private final BlockDecoder decoder;
    private long skip;
    private long left;
    private int block;

    /** The part of a folder that one entry names. */
    FolderStream(ByteSource source, CabinetParser.Layout layout, CabinetEntry entry) throws FormatException {
        this.file = source.name();
        this.folderIndex = entry.folder();
        this.folder = layout.folders().get(folderIndex);
        this.reserved = layout.dataReserve();
        this.skip = entry.offset();
        this.left = entry.size();
        this.decoder = decoder();
        this.input = new ReadAhead(source, folder.offset(), layout.size());
    }

    private BlockDecoder decoder() throws FormatException {
        switch (folder.method()) {
            case STORED -> {
                return new StoredDecoder();
            }
            case MSZIP -> {
                return new MszipDecoder();
            }
            case LZX -> {
                int bits = folder.windowBits();
                if (bits < LzxDecoder.MIN_WINDOW || bits > LzxDecoder.MAX_WINDOW) {
                    throw error(Kind.BAD_VALUE, "an LZX window of 2^" + bits + " bytes is not allowed");
                }
                return new LzxDecoder(bits);
            }
            case QUANTUM -> throw error(Kind.UNSUPPORTED, "Quantum compression is not supported");
            default -> throw error(Kind.UNSUPPORTED, "compression type " + (folder.type() & 0xF) + " is not known");
        }
    }

    private FormatException error(Kind kind, String problem) {
        return new FormatException(kind, new Origin(file, "folder " + folderIndex + " of the cabinet", 0), problem);
    }

    @Override
    boolean refill() throws IOException {
        while (left > 0) {
            if (block == folder.blocks()) {
                throw error(Kind.TRUNCATED, "the blocks end " + (skip + left) + " bytes before the end of the file");
            }
            if (decodeBlock()) {
                return true;
            }
        }
        return false;
    }

    /** Decodes one block; false if all of it lies before the file. */
    private boolean decodeBlock() throws IOException {
        Origin where = new Origin(file, "block " + block + " of folder " + folderIndex, 0);
        int header = HEADER + reserved;
        input.require(header, where);
        ByteCursor in = new ByteCursor(input.array(), input.at(), header, where);
        int sum = in.i32();
        int length = in.u16();
        int size = in.u16();
        check(length, size, where);
        input.require(header + length, where);
        int at = input.at();
        byte[] bytes = input.array();
        if (sum != 0 && sum != Checksum.ofBlock(bytes, at + 4, header - 4, at + header, length)) {
            throw new FormatException(
                    Kind.BAD_VALUE, where, "the checksum of the block is wrong: the data are damaged");
        }
        byte[] out = decoder.decode(bytes, at + header, length, size, where.plus(header));
        input.skip(header + length);
        block++;
        if (skip >= size) {
            skip -= size;
            return false;
        }
        int from = (int) skip;
        int count = (int) Math.min(size - from, left);
        skip = 0;
        left -= count;
        piece(out, from, from + count);
        return true;
    }

    private void check(int length, int size, Origin where) throws FormatException {
        if (size == 0) {
            throw new FormatException(
                    Kind.UNSUPPORTED, where.plus(6), "the block continues in another cabinet, sets are not supported");
        }
        if (size > BlockDecoder.MAX_BLOCK) {
            throw new FormatException(Kind.BAD_VALUE, where.plus(6), "a block cannot yield " + size + " bytes");
        }
        if (folder.method() == CabinetMethod.LZX && size != BlockDecoder.MAX_BLOCK && block != folder.blocks() - 1) {
            throw new FormatException(
                    Kind.BAD_VALUE, where.plus(6), "an LZX block before the last one yields " + size + " bytes");
        }
        if (length > decoder.maxLength()) {
            throw new FormatException(
                    Kind.BAD_VALUE, where.plus(4), length + " bytes are too many for a block of " + folder);
        }
    }

    @Override
    void release() {
        decoder.release();
    }
}

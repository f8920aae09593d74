// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/** Compresses ranges of blocks to whole CFDATA records. Each block depends on its input and the 32 KiB before it only. */
final class MszipEncoder {
    private static final int HEADER = 8;
    private static final int FIELDS = 4;
    private static final int MAX_DATA = BlockDecoder.MAX_BLOCK + MszipDecoder.OVERHEAD;
    private static final int STORED_HEADER = 5;

    private final int level;

    MszipEncoder(int level) {
        this.level = level;
    }

    /** The records of a range, ready to be written. */
    ByteBuffer encode(BlockRange range) {
        int blocks = (range.bytes().length - range.dictionary() + BlockDecoder.MAX_BLOCK - 1) / BlockDecoder.MAX_BLOCK;
        byte[] bytes = new byte[blocks * (HEADER + MAX_DATA)];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Deflater deflater = new Deflater(level, true);
        try {
            for (int at = range.dictionary(); at < range.bytes().length; at += BlockDecoder.MAX_BLOCK) {
                block(deflater, range, at, bytes, out);
            }
        } finally {
            deflater.end();
        }
        return out.flip();
    }

    private static void block(Deflater deflater, BlockRange range, int at, byte[] bytes, ByteBuffer out) {
        int size = range.blockAt(at);
        int start = out.position();
        int data = start + HEADER;
        bytes[data] = 'C';
        bytes[data + 1] = 'K';
        int body = data + MszipDecoder.SIGNATURE;
        int length = deflate(deflater, range, at, bytes, body);
        if (length < 0) {
            length = store(range, at, bytes, body);
        }
        length += MszipDecoder.SIGNATURE;
        out.putShort(start + FIELDS, (short) length);
        out.putShort(start + FIELDS + 2, (short) size);
        out.putInt(start, Checksum.ofBlock(bytes, start + FIELDS, HEADER - FIELDS, data, length));
        out.position(data + length);
    }

    /** The length of the deflate stream, or -1 if it is longer than a block may be. */
    private static int deflate(Deflater deflater, BlockRange range, int at, byte[] out, int to) {
        deflater.reset();
        int dictionary = range.dictionaryAt(at);
        if (dictionary > 0) {
            deflater.setDictionary(range.bytes(), at - dictionary, dictionary);
        }
        deflater.setInput(range.bytes(), at, range.blockAt(at));
        deflater.finish();
        int limit = MAX_DATA - MszipDecoder.SIGNATURE;
        int length = 0;
        while (!deflater.finished()) {
            int count = length < limit ? deflater.deflate(out, to + length, limit - length) : 0;
            if (count == 0) {
                return -1;
            }
            length += count;
        }
        return length;
    }

    /** Writes the block as one stored deflate block: a compressor of another make might need more room than the format gives. */
    private static int store(BlockRange range, int at, byte[] out, int to) {
        int size = range.blockAt(at);
        ByteBuffer header = ByteBuffer.wrap(out, to, STORED_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 1).putShort((short) size).putShort((short) ~size);
        System.arraycopy(range.bytes(), at, out, to + STORED_HEADER, size);
        return STORED_HEADER + size;
    }
}

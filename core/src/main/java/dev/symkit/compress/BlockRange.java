// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;

/** Some blocks of the input of a cabinet, with the input before them that serves as dictionary. Confined to one thread. */
final class BlockRange {
    /** Blocks that are worked on in one go. */
    static final int BLOCKS = 32;

    private static final int SIZE = BLOCKS * BlockDecoder.MAX_BLOCK;

    private final byte[] bytes;
    private final int dictionary;
    private final long position;

    private BlockRange(byte[] bytes, int dictionary, long position) {
        this.bytes = bytes;
        this.dictionary = dictionary;
        this.position = position;
    }

    /** Number of ranges of an input. */
    static int count(long inputSize) {
        return (int) ((inputSize + SIZE - 1) / SIZE);
    }

    /** Bytes of the input in a range, without dictionary. */
    static int size(long inputSize, int index) {
        return (int) Math.min(SIZE, inputSize - (long) index * SIZE);
    }

    static BlockRange read(ByteSource source, int index) throws IOException {
        long position = (long) index * SIZE;
        int dictionary = index == 0 ? 0 : BlockDecoder.MAX_BLOCK;
        byte[] bytes = new byte[dictionary + size(source.size(), index)];
        source.read(position - dictionary, bytes, 0, bytes.length);
        return new BlockRange(bytes, dictionary, position);
    }

    /** The dictionary, then the blocks. */
    byte[] bytes() {
        return bytes;
    }

    /** Bytes of the dictionary: 0 at the start of the input, else one block. */
    int dictionary() {
        return dictionary;
    }

    /** Bytes from the start of the input to the first block. */
    long position() {
        return position;
    }

    /** Bytes of the input before {@code at} that serve as its dictionary. */
    int dictionaryAt(int at) {
        return Math.min(at, BlockDecoder.MAX_BLOCK);
    }

    /** Bytes of the block that starts at {@code at}. */
    int blockAt(int at) {
        return Math.min(bytes.length - at, BlockDecoder.MAX_BLOCK);
    }
}

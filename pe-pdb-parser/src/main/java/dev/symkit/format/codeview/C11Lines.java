// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line numbers of a module in the form of Visual C++ 6 and earlier.
 *
 * <p>Layout, little-endian, all offsets from the start of this data: u16 files, u16 n, u32 offset of each file, {u32 first, u32 last} code
 * offset of each of n pieces of code, u16 section of each, padding to a multiple of four. A file: u16 n, u16 0, u32 offset of each of n
 * blocks, {u32 first, u32 last} code offset of each, name, padding. A block: u16 section, u16 n, n u32 code offsets, n u16 lines. Source:
 * microsoft-pdb, {@code PDB/dbi/mod.cpp}.
 *
 * <p>Immutable, thread-safe.
 */
public final class C11Lines {
    private static final int HEADER = 4;
    private static final int BLOCK_LINK = 12;
    private static final int ROW = 6;

    private final List<C11File> files;

    private C11Lines(List<C11File> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Reads the lines of a module.
     *
     * @param stream the module stream
     * @param start offset of the first byte of C11 lines
     * @param end offset of the first byte after them; nothing between gives a value without files
     * @param lengthPrefixed whether names have their length as u8 in front and no NUL, as in modules with signature 2 or less
     * @throws FormatException {@code TRUNCATED} if a part does not fit, {@code BAD_VALUE} if parts overlap, {@code LIMIT} if there is too
     *     much
     * @throws IOException if the file cannot be read
     */
    public static C11Lines read(RandomBytes stream, long start, long end, boolean lengthPrefixed) throws IOException {
        return start == end
                ? new C11Lines(List.of())
                : new C11Lines(new Decoder(
                                stream.cursor(start, end - start),
                                stream.origin().plus(start),
                                lengthPrefixed)
                        .files());
    }

    /** The source files in order; a file may come several times. */
    public List<C11File> files() {
        return files;
    }

    /** Number of rows of all files. */
    public int size() {
        return files.stream()
                .flatMap(file -> file.blocks().stream())
                .mapToInt(C11Block::size)
                .sum();
    }

    /**
     * Finds the line of an address: in the first block that holds it, the last row at or before it.
     *
     * @param section section, 1-based
     * @param offset bytes from its start
     */
    public Optional<C11Position> lookup(int section, long offset) {
        for (C11File file : files) {
            for (C11Block block : file.blocks()) {
                if (block.holds(section, offset)) {
                    int row = block.find(offset);
                    if (row >= 0) {
                        return Optional.of(new C11Position(file.name(), section, block.offset(row), block.line(row)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** One run over the data. */
    private static final class Decoder {
        private final byte[] data;
        private final Origin origin;
        private final boolean lengthPrefixed;

        /** Bytes of blocks, names and links seen; more than there are means that parts overlap. */
        private long used;

        Decoder(ByteCursor in, Origin origin, boolean lengthPrefixed) throws FormatException {
            this.data = in.bytes(in.remaining());
            this.origin = origin;
            this.lengthPrefixed = lengthPrefixed;
        }

        List<C11File> files() throws FormatException {
            ByteCursor in = at(0);
            int count = in.u16();
            in.skip(2);
            use(in, HEADER + 4L * count);
            List<C11File> files = new ArrayList<>(Math.min(count, in.remaining() / 4));
            for (int i = 0; i < count; i++) {
                files.add(file(at(in.u32())));
            }
            return files;
        }

        private C11File file(ByteCursor in) throws FormatException {
            int count = in.u16();
            in.skip(2);
            use(in, HEADER + (long) BLOCK_LINK * count);
            ByteCursor offsets = in.slice(4 * count);
            List<C11Block> blocks = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                ByteCursor block = at(offsets.u32());
                long first = in.u32();
                blocks.add(block(block, first, in.u32()));
            }
            Name name = lengthPrefixed ? in.name(in.u8()) : in.nulTerminated();
            use(in, name.size());
            return new C11File(name, blocks);
        }

        private C11Block block(ByteCursor in, long first, long last) throws FormatException {
            int section = in.u16();
            int count = in.u16();
            use(in, HEADER + (long) ROW * count);
            ByteCursor offsets = in.slice(4 * count);
            int[] codeOffsets = new int[count];
            int[] lines = new int[count];
            for (int i = 0; i < count; i++) {
                codeOffsets[i] = offsets.i32();
                lines[i] = in.u16();
            }
            return new C11Block(section, first, last, codeOffsets, lines);
        }

        private ByteCursor at(long offset) throws FormatException {
            ByteCursor in = new ByteCursor(data, 0, data.length, origin);
            in.skip(offset);
            return in;
        }

        private void use(ByteCursor in, long bytes) throws FormatException {
            used += bytes;
            if (used > data.length) {
                throw in.error(
                        FormatException.Kind.BAD_VALUE,
                        "the parts of these lines overlap or exceed the " + data.length + " bytes of them");
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import com.github.luben.zstd.Zstd;
import dev.symkit.testkit.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Builds MSFZ files: streams of fragments that lie in the file or in chunks, which are cut at a fixed size. */
public final class MsfzBuilder {
    public static final int NONE = 0;
    public static final int ZSTD = 1;
    public static final int DEFLATE = 2;

    private static final int HEADER = 80;
    private static final long NIL = 0xFFFFFFFFL;

    private final int chunkSize;
    private final int[] compressions;
    private final List<List<Part>> streams = new ArrayList<>();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final LittleEndian file = new LittleEndian().padTo(HEADER);
    private int directoryCompression = NONE;

    private record Part(long size, long place) {}

    /**
     * Starts a file.
     *
     * @param chunkSize uncompressed bytes of all chunks but the last
     * @param compressions compression of the chunks, used in turn
     */
    public MsfzBuilder(int chunkSize, int... compressions) {
        this.chunkSize = chunkSize;
        this.compressions = compressions.clone();
    }

    /** Compresses the stream directory. */
    public MsfzBuilder directory(int compression) {
        directoryCompression = compression;
        return this;
    }

    /** Adds a nil stream. */
    public MsfzBuilder nil() {
        streams.add(List.of(new Part(NIL, 0)));
        return this;
    }

    /** Adds a stream without fragments; the next calls give it some. */
    public MsfzBuilder stream() {
        streams.add(new ArrayList<>());
        return this;
    }

    /** Adds a fragment in chunks to the last stream. */
    public MsfzBuilder packed(byte[] content) {
        long chunk = packed.size() / chunkSize;
        long inside = packed.size() % chunkSize;
        packed.writeBytes(content);
        return fragment(content.length, 1L << 63 | chunk << 32 | inside);
    }

    /** Adds an uncompressed fragment to the last stream. */
    public MsfzBuilder plain(byte[] content) {
        int at = file.size();
        file.bytes(content);
        return fragment(content.length, at);
    }

    /** Adds a fragment to the last stream, which need not exist. */
    public MsfzBuilder fragment(long size, long place) {
        streams.get(streams.size() - 1).add(new Part(size, place));
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        LittleEndian table = new LittleEndian();
        byte[] all = packed.toByteArray();
        for (int at = 0, chunk = 0; at < all.length; at += chunkSize, chunk++) {
            int compression = compressions[chunk % compressions.length];
            byte[] content = Arrays.copyOfRange(all, at, Math.min(all.length, at + chunkSize));
            byte[] stored = compress(compression, content);
            u64(table, file.size()).u32(compression).u32(stored.length).u32(content.length);
            file.bytes(stored);
        }
        LittleEndian directory = directory();
        byte[] stored = compress(directoryCompression, directory.toByteArray());
        LittleEndian header = new LittleEndian().text("Microsoft MSFZ Container\r\n\u001aALD\0\0");
        u64(header, 0);
        u64(header, file.size());
        u64(header, file.size() + stored.length);
        header.u32(streams.size())
                .u32(directoryCompression)
                .u32(stored.length)
                .u32(directory.size())
                .u32(table.size() / 20)
                .u32(table.size());
        byte[] result = file.bytes(stored).bytes(table.toByteArray()).toByteArray();
        System.arraycopy(header.toByteArray(), 0, result, 0, HEADER);
        return result;
    }

    private LittleEndian directory() {
        LittleEndian out = new LittleEndian();
        for (List<Part> stream : streams) {
            boolean nil = false;
            for (Part part : stream) {
                out.u32(part.size());
                nil = part.size() == NIL;
                if (!nil) {
                    u64(out, part.place());
                }
            }
            if (!nil) {
                out.u32(0);
            }
        }
        return out;
    }

    private static LittleEndian u64(LittleEndian out, long value) {
        return out.u32(value).u32(value >>> 32);
    }

    private static byte[] compress(int compression, byte[] content) {
        return switch (compression) {
            case ZSTD -> Zstd.compress(content);
            case DEFLATE -> deflate(content);
            default -> content;
        };
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[content.length + 64];
            return Arrays.copyOf(buffer, deflater.deflate(buffer));
        } finally {
            deflater.end();
        }
    }
}

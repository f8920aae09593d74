// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.SourceStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Takes the file out of a compressed one of a store (symsrv.md 9.2). The kind is told by the content, whatever the name is. */
public final class Unpacker {
    /** How much larger the content may be than the compressed file. */
    private static final long RATIO = 1000;

    /** Content up to this size is taken whatever the ratio is. */
    private static final long SMALL = 1 << 20;

    private static final int BUFFER = 1 << 16;

    /**
     * Where content goes.
     *
     * @param file takes the content from its start
     * @param progress hears how much is there
     */
    public record Into(CacheFile file, LongConsumer progress) {}

    private Unpacker() {}

    /** Whether a file begins as a compressed one of a known kind does. */
    public static boolean isCompressed(ByteSource file) throws IOException {
        byte[] head = head(file);
        return CompressedFile.recognise(head).isPresent() || isGzip(head) || isZstandard(head);
    }

    /**
     * Decompresses a file.
     *
     * @param name of the content, used only where the file holds several; the name in the compressed file never becomes one on disk
     * @param into takes the content from its start
     * @param maxSize most bytes of content; never more than a thousand times the compressed size
     * @throws FormatException if it is damaged, of a kind that is not supported, or its content is too large
     * @throws IOException if it cannot be read, or the content not written
     */
    public static void unpack(ByteSource compressed, String name, Into into, long maxSize) throws IOException {
        long limit = Math.min(maxSize, Math.max(SMALL, compressed.size() * RATIO));
        byte[] head = head(compressed);
        if (isGzip(head)) {
            gunzip(compressed, into, limit);
            return;
        }
        if (isZstandard(head)) {
            throw failure(FormatException.Kind.UNSUPPORTED, compressed, "unsupported compression (zstd)");
        }
        Optional<CompressedFile> file = CompressedFile.open(compressed, name, limit);
        if (file.isEmpty()) {
            throw failure(FormatException.Kind.BAD_MAGIC, compressed, "no compressed file of a known kind");
        }
        try (InputStream in = file.get().stream()) {
            copy(in, into, limit, compressed);
        }
    }

    private static void gunzip(ByteSource compressed, Into into, long limit) throws IOException {
        try (InputStream in = new GZIPInputStream(new SourceStream(compressed), BUFFER)) {
            copy(in, into, limit, compressed);
        } catch (ZipException | EOFException e) {
            throw failure(FormatException.Kind.BAD_VALUE, compressed, "damaged gzip data: " + e.getMessage());
        }
    }

    private static void copy(InputStream in, Into into, long limit, ByteSource compressed) throws IOException {
        FileChannel channel = into.file().channel();
        byte[] buffer = new byte[BUFFER];
        long position = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (position + read > limit) {
                throw failure(FormatException.Kind.LIMIT, compressed, "its content is larger than " + limit + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            into.progress().accept(position);
        }
        channel.truncate(position);
    }

    private static byte[] head(ByteSource file) throws IOException {
        byte[] head = new byte[(int) Math.min(CompressedFile.HEAD, file.size())];
        file.read(0, head, 0, head.length);
        return head;
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B && head[2] == 8;
    }

    private static boolean isZstandard(byte[] head) {
        return head.length > 3
                && head[0] == 0x28
                && head[1] == (byte) 0xB5
                && head[2] == 0x2F
                && head[3] == (byte) 0xFD;
    }

    private static FormatException failure(FormatException.Kind kind, ByteSource file, String problem) {
        return new FormatException(kind, new Origin(file.name(), "file", 0), problem);
    }
}

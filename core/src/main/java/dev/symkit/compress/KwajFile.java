// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A file that the later DOS tool COMPRESS made. Layout, little-endian: 8 bytes of magic, u16 method, u16 offset of the data, u16 flags,
 * then what the flags say: 1 u32 size of the content; 2 u16; 4 u16 length and so many bytes; 8 name of up to 8 bytes and NUL; 0x10
 * extension of up to 3 bytes and NUL; 0x20 u16 length and so much text. Source: libmspack's description of the formats.
 *
 * <p>Immutable and thread-safe; each stream belongs to one thread. The source stays the caller's.
 */
public final class KwajFile {
    private static final byte[] MAGIC = {'K', 'W', 'A', 'J', (byte) 0x88, (byte) 0xF0, 0x27, (byte) 0xD1};
    private static final int HEADER = 14;
    private static final int HAS_SIZE = 1;
    private static final int HAS_WORD = 2;
    private static final int HAS_BYTES = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_EXTENSION = 0x10;
    private static final int MAX_NAME = 8;
    private static final int MAX_EXTENSION = 3;

    private final ByteSource source;
    private final Method method;
    private final int dataOffset;
    private final long size;
    private final String name;

    /** How the data are compressed, in the order of the numbers in the file. */
    public enum Method {
        /** 0: not at all. */
        STORED,
        /** 1: every byte has all its bits inverted. */
        INVERTED,
        /** 2: LZSS as in SZDD files. */
        LZSS,
        /** 3: LZSS with Huffman codes. */
        LZH,
        /** 4: MSZIP as in cabinets, each block behind a u16. */
        MSZIP
    }

    private KwajFile(ByteSource source, Method method, int dataOffset, long size, String name) {
        this.source = source;
        this.method = method;
        this.dataOffset = dataOffset;
        this.size = size;
        this.name = name;
    }

    /** Whether a file starts as one of these does. */
    static boolean recognises(byte[] head) {
        return SzddFile.startsWith(head, MAGIC);
    }

    /**
     * Reads the header.
     *
     * @param source the compressed file
     * @throws FormatException if it is no such file, or damaged
     * @throws IOException if it cannot be read
     */
    public static KwajFile open(ByteSource source) throws IOException {
        ByteCursor in = source.cursor("KWAJ header", 0, Math.min(source.size(), 0xFFFF));
        if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new FormatException(
                    Kind.BAD_MAGIC, new Origin(source.name(), "KWAJ header", 0), "the file does not start with KWAJ");
        }
        Method method = method(in);
        int dataOffset = in.u16();
        int flags = in.u16();
        if (dataOffset < HEADER || dataOffset > source.size()) {
            throw in.error(Kind.BAD_VALUE, "the data cannot start at " + dataOffset);
        }
        long size = (flags & HAS_SIZE) == 0 ? -1 : in.u32();
        in.skip((flags & HAS_WORD) == 0 ? 0 : 2);
        in.skip((flags & HAS_BYTES) == 0 ? 0 : in.u16());
        String name = (flags & HAS_NAME) == 0 ? "" : text(in, MAX_NAME);
        if ((flags & HAS_EXTENSION) != 0) {
            name += "." + text(in, MAX_EXTENSION);
        }
        return new KwajFile(source, method, dataOffset, size, name);
    }

    private static Method method(ByteCursor in) throws FormatException {
        int method = in.u16();
        return switch (method) {
            case 0 -> Method.STORED;
            case 1 -> Method.INVERTED;
            case 2 -> Method.LZSS;
            case 3 -> Method.LZH;
            case 4 -> Method.MSZIP;
            default -> throw in.error(Kind.UNSUPPORTED, "KWAJ method " + method + " is not known");
        };
    }

    private static String text(ByteCursor in, int longest) throws FormatException {
        if (in.lengthToNul() > longest) {
            throw in.error(Kind.BAD_VALUE, "a part of the name has more than " + longest + " bytes");
        }
        return new String(in.nulTerminated().toByteArray(), ISO_8859_1);
    }

    /** How the data are compressed. */
    public Method method() {
        return method;
    }

    /** The name of the content as far as the header tells, not checked; may be empty. */
    public String name() {
        return name;
    }

    /** Bytes of the content, or empty if the header does not tell. */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * Opens the content. The stream ends after exactly {@link #size()} bytes, or with the data if the header does not tell the size, or
     * fails with a {@link FormatException}.
     *
     * @param maxSize most bytes the caller is ready to take
     * @throws FormatException {@code LIMIT} if the content is larger; thrown while reading if the header does not tell the size
     */
    public InputStream stream(long maxSize) throws FormatException {
        Origin where = new Origin(source.name(), "KWAJ data", 0);
        ReadAhead in = new ReadAhead(source, dataOffset, source.size());
        return new SizedStream(decoder(in, where), where, size, maxSize);
    }

    private SizedStream.Decoder decoder(ReadAhead in, Origin where) {
        return switch (method) {
            case STORED -> out -> copy(in, out, 0);
            case INVERTED -> out -> copy(in, out, 0xFF);
            case LZSS -> new LzssDecoder(in, LzssDecoder.OLD_START);
            case LZH -> new LzhDecoder(in, where);
            default -> new KwajMszipDecoder(in, where);
        };
    }

    private static int copy(ReadAhead in, byte[] out, int mask) throws IOException {
        int count = 0;
        while (count < out.length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            out[count++] = (byte) (next ^ mask);
        }
        return count;
    }
}

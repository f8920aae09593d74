// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A file that the DOS tool COMPRESS made. Layout, little-endian: 8 bytes of magic, u8 mode ({@code A}), u8 the character that the name
 * lost, u32 size of the content, LZSS data. An older variant has another magic, then the size and the data. Source: libmspack's
 * description of the formats.
 *
 * <p>Immutable and thread-safe; each stream belongs to one thread. The source stays the caller's.
 */
public final class SzddFile {
    private static final byte[] MAGIC = {'S', 'Z', 'D', 'D', (byte) 0x88, (byte) 0xF0, 0x27, 0x33};
    private static final byte[] OLD_MAGIC = {'S', 'Z', ' ', (byte) 0x88, (byte) 0xF0, 0x27, 0x33, (byte) 0xD1};
    private static final int HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int MODE = 'A';

    private final ByteSource source;
    private final boolean old;
    private final char missing;
    private final long size;

    private SzddFile(ByteSource source, boolean old, char missing, long size) {
        this.source = source;
        this.old = old;
        this.missing = missing;
        this.size = size;
    }

    /** Whether a file starts as one of these does. */
    static boolean recognises(byte[] head) {
        return startsWith(head, MAGIC) || startsWith(head, OLD_MAGIC);
    }

    static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /**
     * Reads the header.
     *
     * @param source the compressed file
     * @throws FormatException if it is no such file, or ends in the header
     * @throws IOException if it cannot be read
     */
    public static SzddFile open(ByteSource source) throws IOException {
        ByteCursor in = source.cursor("SZDD header", 0, Math.min(source.size(), HEADER));
        byte[] magic = in.bytes(MAGIC.length);
        if (Arrays.equals(magic, OLD_MAGIC)) {
            return new SzddFile(source, true, '\0', in.u32());
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new FormatException(
                    Kind.BAD_MAGIC, new Origin(source.name(), "SZDD header", 0), "the file does not start with SZDD");
        }
        int mode = in.u8();
        if (mode != MODE) {
            throw in.error(Kind.UNSUPPORTED, "SZDD mode " + mode + " is not known");
        }
        char missing = (char) in.u8();
        return new SzddFile(source, false, missing, in.u32());
    }

    /** The last character of the name of the content, or NUL if the header does not tell. */
    public char missingCharacter() {
        return missing;
    }

    /** Bytes of the content. */
    public long size() {
        return size;
    }

    /**
     * Opens the content. The stream ends after exactly {@link #size()} bytes or fails with a {@link FormatException}.
     *
     * @param maxSize most bytes the caller is ready to take
     * @throws FormatException {@code LIMIT} if the content is larger
     */
    public InputStream stream(long maxSize) throws FormatException {
        int header = old ? OLD_HEADER : HEADER;
        Origin where = new Origin(source.name(), "SZDD data", 0);
        ReadAhead in = new ReadAhead(source, header, source.size());
        return new SizedStream(
                new LzssDecoder(in, old ? LzssDecoder.OLD_START : LzssDecoder.START), where, size, maxSize);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses parts of a container. The size of the result is known before; anything that gives fewer or more bytes is refused.
 *
 * <p>Compressions: 0 none, 1 Zstandard frames, 2 deflate without a zlib header. Source: microsoft/pdb-rs, {@code msfz/src/lib.rs}.
 * Immutable, thread-safe.
 */
final class Unpacker {
    static final int NONE = 0;
    static final int ZSTD = 1;
    static final int DEFLATE = 2;

    /** A repeated byte: header of 3 bytes and the byte; RFC 8878, section 3.1.1.2. */
    private static final int ZSTD_SMALLEST_BLOCK = 4;

    private static final int ZSTD_LARGEST_RESULT = 128 << 10;

    /** A match of 258 bytes takes at least two bits; RFC 1951, section 3.2.5. */
    private static final int DEFLATE_LARGEST_RATIO = 258 * 4;

    private final Zstandard zstandard;

    /** What decompresses Zstandard frames; a seam because its native library may be missing. */
    @FunctionalInterface
    interface Zstandard {
        /** Gives the number of bytes written to {@code into}, or a negative number if the frames are damaged. */
        long decompress(byte[] into, byte[] packed);
    }

    Unpacker(Zstandard zstandard) {
        this.zstandard = zstandard;
    }

    /** An unpacker that uses zstd-jni, whose native library is loaded when the first frame is met. */
    static Unpacker standard() {
        return new Unpacker((into, packed) -> {
            try {
                return Zstd.decompressByteArray(into, 0, into.length, packed, 0, packed.length);
            } catch (ZstdException damaged) {
                return -1;
            }
        });
    }

    /**
     * Decompresses.
     *
     * @param compression the number that stands in the file
     * @param packed what stands in the file
     * @param size bytes of the result
     * @param where place of {@code packed}, for messages
     */
    byte[] unpack(int compression, byte[] packed, int size, Origin where) throws FormatException {
        return switch (compression) {
            case NONE -> stored(packed, size, where);
            case ZSTD -> zstd(packed, size, where);
            case DEFLATE -> inflate(packed, size, where);
            default ->
                throw new FormatException(
                        FormatException.Kind.UNSUPPORTED,
                        where,
                        "compression " + Integer.toUnsignedString(compression) + " is not known");
        };
    }

    private static byte[] stored(byte[] packed, int size, Origin where) throws FormatException {
        if (packed.length != size) {
            throw damaged(where, "uncompressed", size);
        }
        return packed;
    }

    /** Refuses, before anything is allocated, what no stream of the format can give. */
    private static void checkRatio(
            byte[] packed, int size, int smallestBlock, int mostFromBlock, String what, Origin where)
            throws FormatException {
        if (size > (packed.length / smallestBlock + 1L) * mostFromBlock) {
            throw damaged(where, what, size);
        }
    }

    private byte[] zstd(byte[] packed, int size, Origin where) throws FormatException {
        checkRatio(packed, size, ZSTD_SMALLEST_BLOCK, ZSTD_LARGEST_RESULT, "Zstandard", where);
        byte[] result = new byte[size];
        long done;
        try {
            done = zstandard.decompress(result, packed);
        } catch (LinkageError e) {
            FormatException unsupported = new FormatException(
                    FormatException.Kind.UNSUPPORTED,
                    where,
                    "MSFZ with zstd: unsupported here, because the native library cannot be used: " + e.getMessage());
            unsupported.initCause(e);
            throw unsupported;
        }
        if (done != size) {
            throw damaged(where, "Zstandard", size);
        }
        return result;
    }

    private static byte[] inflate(byte[] packed, int size, Origin where) throws FormatException {
        checkRatio(packed, size, 1, DEFLATE_LARGEST_RATIO, "deflate", where);
        // One byte more of either: zlib may want a byte after the end, and a result that is too long must show.
        byte[] result = new byte[size + 1];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(Arrays.copyOf(packed, packed.length + 1));
            int done = 0;
            while (done <= size && !inflater.finished()) {
                int more = inflater.inflate(result, done, result.length - done);
                if (more == 0 && !inflater.finished()) {
                    throw damaged(where, "deflate", size);
                }
                done += more;
            }
            if (done != size) {
                throw damaged(where, "deflate", size);
            }
            return Arrays.copyOf(result, size);
        } catch (DataFormatException e) {
            FormatException damaged = damaged(where, "deflate", size);
            damaged.initCause(e);
            throw damaged;
        } finally {
            inflater.end();
        }
    }

    private static FormatException damaged(Origin where, String what, int size) {
        return new FormatException(
                FormatException.Kind.BAD_VALUE, where, "the " + what + " data does not give " + size + " bytes");
    }
}

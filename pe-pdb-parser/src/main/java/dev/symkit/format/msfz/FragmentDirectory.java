// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;

/** Which fragments each stream consists of; the layout is that of {@link MsfzFile}. Immutable, thread-safe. */
final class FragmentDirectory {
    private static final int NIL = -1;
    private static final long IN_CHUNK = 1L << 63;
    private static final long FILE_OFFSET = (1L << 48) - 1;

    /** Index of each stream's first fragment, and at last the number of all. */
    private final int[] first;

    private final boolean[] nil;
    private final int[] sizes;
    private final long[] places;

    /** Place of each stream's entry in the directory, for messages. */
    private final Origin origin;

    private FragmentDirectory(int streams, int most, Origin origin) {
        this.first = new int[streams + 1];
        this.nil = new boolean[streams];
        this.sizes = new int[most];
        this.places = new long[most];
        this.origin = origin;
    }

    /** Reads the whole directory, which must end with its last stream. */
    static FragmentDirectory read(ByteCursor in, int streams) throws FormatException {
        int most = (int) Math.max(0, (in.remaining() - 4L * streams) / 12);
        FragmentDirectory directory = new FragmentDirectory(streams, most, in.origin());
        int fragments = 0;
        for (int stream = 0; stream < streams; stream++) {
            int size = in.i32();
            directory.nil[stream] = size == NIL;
            while (size != 0 && !directory.nil[stream]) {
                if (fragments == most) {
                    throw in.error(FormatException.Kind.TRUNCATED, "stream " + stream + " has too many fragments");
                }
                directory.sizes[fragments] = size;
                directory.places[fragments++] = in.i64();
                size = in.i32();
            }
            directory.first[stream + 1] = fragments;
        }
        if (in.remaining() != 0) {
            throw in.error(
                    FormatException.Kind.BAD_VALUE,
                    in.remaining() + " bytes follow the last of " + streams + " streams");
        }
        return directory;
    }

    int streamCount() {
        return nil.length;
    }

    boolean isNil(int stream) {
        return nil[stream];
    }

    /** Checks the fragments of a stream and puts it together. */
    FragmentBytes stream(int index, ByteSource source, ChunkTable chunks, Origin where) throws FormatException {
        int from = first[index];
        int count = first[index + 1] - from;
        long[] starts = new long[count + 1];
        long[] resolved = new long[count];
        for (int i = 0; i < count; i++) {
            long size = Integer.toUnsignedLong(sizes[from + i]);
            resolved[i] = resolve(places[from + i], size, source, chunks, index);
            starts[i + 1] = starts[i] + size;
        }
        if (starts[count] > source.size() + chunks.size()) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    origin,
                    "stream " + index + " of " + starts[count] + " bytes is too large");
        }
        return new FragmentBytes(source, chunks, where, starts, resolved);
    }

    private long resolve(long place, long size, ByteSource source, ChunkTable chunks, int stream)
            throws FormatException {
        if ((place & IN_CHUNK) == 0) {
            if (place > FILE_OFFSET) {
                throw bad(stream, "reserved bits are set");
            }
            MsfzFile.checkInside(source, place, size, origin, "a fragment of stream " + stream);
            return place;
        }
        int chunk = (int) (place >>> 32) & 0x7FFFFFFF;
        long inside = place & 0xFFFFFFFFL;
        if (chunk >= chunks.count()
                || inside > chunks.start(chunk + 1) - chunks.start(chunk)
                || size > chunks.size() - chunks.start(chunk) - inside) {
            throw bad(stream, "chunk " + chunk + " +" + inside + ", " + size + " bytes, lies outside the chunks");
        }
        return ~(chunks.start(chunk) + inside);
    }

    private FormatException bad(int stream, String problem) {
        return new FormatException(
                FormatException.Kind.BAD_VALUE, origin, "a fragment of stream " + stream + ": " + problem);
    }
}

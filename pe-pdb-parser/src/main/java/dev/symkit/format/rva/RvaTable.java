// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.rva;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Records of one size that start with a u32 RVA. Holds the bytes of all; a record is decoded when it is asked for. Immutable,
 * thread-safe.
 *
 * @param <T> the records
 */
public final class RvaTable<T> {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Origin origin;
    private final byte[] bytes;
    private final int recordSize;
    private final Decoder<T> decoder;
    private final boolean sorted;

    /** Makes a value of a record's bytes. */
    @FunctionalInterface
    public interface Decoder<T> {
        /**
         * Decodes a record.
         *
         * @param in the bytes of the record
         */
        T decode(ByteCursor in) throws FormatException;
    }

    private RvaTable(Origin origin, byte[] bytes, int recordSize, Decoder<T> decoder) {
        this.origin = origin;
        this.bytes = bytes;
        this.recordSize = recordSize;
        this.decoder = decoder;
        this.sorted = ascends();
    }

    /**
     * Reads a stream that is records and nothing else.
     *
     * @throws FormatException {@code BAD_VALUE} if it is no whole number of records, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public static <T> RvaTable<T> read(RandomBytes stream, int recordSize, Decoder<T> decoder) throws IOException {
        return new RvaTable<>(stream.origin(), load(stream, recordSize), recordSize, decoder);
    }

    /**
     * Takes the whole records of a window; a rest is ignored.
     *
     * @throws FormatException not for any content
     */
    public static <T> RvaTable<T> of(ByteCursor in, int recordSize, Decoder<T> decoder) throws FormatException {
        Origin origin = in.origin();
        return new RvaTable<>(origin, in.bytes(in.remaining() / recordSize * recordSize), recordSize, decoder);
    }

    private static byte[] load(RandomBytes stream, int recordSize) throws IOException {
        long size = stream.size();
        if (size % recordSize != 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    size + " bytes are no whole number of records of " + recordSize + " bytes");
        }
        if (size > Limits.MAX_WINDOW) {
            throw new FormatException(FormatException.Kind.LIMIT, stream.origin(), size + " bytes are too many");
        }
        byte[] bytes = new byte[(int) size];
        stream.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private boolean ascends() {
        for (int i = 1; i < count(); i++) {
            if (rva(i) < rva(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Number of records. */
    public int count() {
        return bytes.length / recordSize;
    }

    /** RVA of a record, unsigned 32-bit. */
    public long rva(int index) {
        Objects.checkIndex(index, count());
        return Integer.toUnsignedLong((int) INT.get(bytes, index * recordSize));
    }

    /** Decodes a record. */
    public T get(int index) throws FormatException {
        Objects.checkIndex(index, count());
        return decoder.decode(
                new ByteCursor(bytes, index * recordSize, recordSize, origin.plus((long) index * recordSize)));
    }

    /** Whether the RVAs ascend, as they do in files that are not damaged; {@link #floor} is slow if they do not. */
    public boolean isSorted() {
        return sorted;
    }

    /**
     * Finds the record with the greatest RVA that is not above a given one; the last of them if there are several.
     *
     * @param rva the given one, unsigned 32-bit
     * @return its index; empty if all lie above
     */
    public OptionalInt floor(long rva) {
        int found = sorted ? searchSorted(rva) : search(rva);
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private int searchSorted(long rva) {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (rva(middle) <= rva) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int search(long rva) {
        int best = -1;
        for (int i = 0; i < count(); i++) {
            if (rva(i) <= rva && (best < 0 || rva(i) >= rva(best))) {
                best = i;
            }
        }
        return best;
    }
}

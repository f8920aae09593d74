// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteWindow;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Strings that other records name by byte offset: the stream {@code /names}, and the EC names of the DBI stream.
 *
 * <p>Layout, little-endian: u32 0xEFFEEFFE, u32 version (1 or 2: which hash), u32 bytes of strings, the strings with NUL, the first one
 * empty, u32 buckets, that many u32 (offset of a string, or 0), u32 strings without the empty one. A string stands in the bucket of its
 * hash or one of the next. Source: microsoft-pdb, {@code PDB/include/nmt.h}; LLVM, {@code PDBStringTable.cpp}.
 *
 * <p>All of it is held in memory. Immutable, thread-safe.
 */
public final class StringTable {
    /** Name of the stream with the strings of the PDB. */
    public static final Name STREAM = Name.of("/names");

    private static final long MAGIC = 0xEFFEEFFEL;
    private static final int HEAD = 12;
    private static final int BUCKETS_AT_ONCE = 1 << 14;

    private final Origin origin;
    private final long version;
    private final byte[] strings;
    private final int[] buckets;
    private final long count;

    private StringTable(Origin origin, long version, byte[] strings, int[] buckets, long count) {
        this.origin = origin;
        this.version = version;
        this.strings = strings;
        this.buckets = buckets;
        this.count = count;
    }

    /**
     * Reads the table of a PDB.
     *
     * @param pdb the container
     * @param names its named streams
     * @return empty if there is no stream {@code /names}, or it has no bytes
     * @throws FormatException as {@link #read(RandomBytes, long, long)}
     * @throws IOException if the file cannot be read
     */
    public static Optional<StringTable> read(StreamContainer pdb, NamedStreams names) throws IOException {
        Optional<MsfStream> stream = names.open(pdb, STREAM);
        return stream.isEmpty() || stream.get().size() == 0
                ? Optional.empty()
                : Optional.of(read(stream.get(), 0, stream.get().size()));
    }

    /**
     * Reads a table that is part of a structure. Bytes may follow it.
     *
     * @param bytes the structure
     * @param offset where the table starts
     * @param size bytes that it may take
     * @throws FormatException {@code BAD_MAGIC} if it does not start as a table, {@code TRUNCATED} if it does not fit, {@code LIMIT} if
     *     it is too large
     * @throws IOException if the file cannot be read
     */
    public static StringTable read(RandomBytes bytes, long offset, long size) throws IOException {
        ByteWindow window = new ByteWindow(bytes, offset, offset + size);
        ByteCursor head = window.take(HEAD);
        if (head.u32() != MAGIC) {
            throw new FormatException(
                    FormatException.Kind.BAD_MAGIC, bytes.origin().plus(offset), "not a string table");
        }
        long version = head.u32();
        int stringsSize = size(head, window, 1);
        byte[] strings = new byte[stringsSize];
        bytes.read(offset + HEAD, strings, 0, stringsSize);
        ByteWindow rest = new ByteWindow(bytes, offset + HEAD + stringsSize, offset + size);
        int[] buckets = new int[size(rest.take(4), rest, 4)];
        for (int i = 0; i < buckets.length; ) {
            int part = Math.min(buckets.length - i, BUCKETS_AT_ONCE);
            ByteCursor in = rest.take(part * 4);
            for (int end = i + part; i < end; i++) {
                buckets[i] = in.i32();
            }
        }
        long count = rest.take(4).u32();
        return new StringTable(bytes.origin().plus(offset + HEAD), version, strings, buckets, count);
    }

    /** Reads a number of items of some bytes each, which must follow in the window. */
    private static int size(ByteCursor in, ByteWindow window, int each) throws FormatException {
        FormatException large = in.error(FormatException.Kind.LIMIT, "a string table that is too large");
        FormatException cut = in.error(FormatException.Kind.TRUNCATED, "more strings or buckets than bytes are left");
        long size = in.u32() * each;
        if (size > window.remaining()) {
            throw cut;
        }
        if (size > Limits.MAX_WINDOW) {
            throw large;
        }
        return (int) (size / each);
    }

    /** Which hash it uses, 1 or 2. */
    public long version() {
        return version;
    }

    /** Number of strings without the empty one at offset 0, as stored; unsigned 32-bit. */
    public long count() {
        return count;
    }

    /** Bytes of all strings with their NULs. */
    public int size() {
        return strings.length;
    }

    /**
     * Gives a string.
     *
     * @param offset where it starts, as other records name it; unsigned 32-bit
     * @throws FormatException {@code BAD_VALUE} if that is not inside the table
     */
    public Name name(long offset) throws FormatException {
        return find(offset)
                .orElseThrow(() -> new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        origin,
                        "string " + offset + " lies outside the " + strings.length + " bytes"));
    }

    /**
     * Gives a string, or empty if the offset is not inside the table.
     *
     * @param offset where it starts, as other records name it; unsigned 32-bit
     */
    public Optional<Name> find(long offset) {
        return offset < 0 || offset >= strings.length
                ? Optional.empty()
                : Optional.of(Texts.nulTerminated(strings, (int) offset));
    }

    /**
     * Finds a string through the hash.
     *
     * @param name the string, with its case
     * @return its offset; empty also if the table has it in no bucket where it belongs
     */
    public OptionalInt offsetOf(Name name) {
        byte[] wanted = name.toByteArray();
        if (buckets.length == 0 || wanted.length == 0) {
            return wanted.length == 0 && strings.length > 0 && strings[0] == 0
                    ? OptionalInt.of(0)
                    : OptionalInt.empty();
        }
        int hash = version == 2 ? PdbHash.hashV2(wanted, 0, wanted.length) : PdbHash.hashV1(wanted, 0, wanted.length);
        int slot = Integer.remainderUnsigned(hash, buckets.length);
        for (int i = 0; i < buckets.length && buckets[slot] != 0; i++) {
            if (isAt(name, wanted.length, Integer.toUnsignedLong(buckets[slot]))) {
                return OptionalInt.of(buckets[slot]);
            }
            slot = slot + 1 == buckets.length ? 0 : slot + 1;
        }
        return OptionalInt.empty();
    }

    private boolean isAt(Name name, int length, long offset) {
        return offset < strings.length - (long) length
                && strings[(int) offset + length] == 0
                && name.equalsBytes(strings, (int) offset, length);
    }

    /**
     * Starts a walk over all strings but the empty one at offset 0, in the order of the file. Linkers often store an empty string a
     * second time.
     */
    public Walk walk() {
        return new Walk();
    }

    /** A walk over the strings that allocates nothing for each. Confined to one thread. */
    public final class Walk {
        private int at;
        private int end = strings.length > 0 && strings[0] == 0 ? 0 : -1;

        private Walk() {}

        /** Moves to the next string; false if there is none. */
        public boolean next() {
            at = end + 1;
            if (at >= strings.length) {
                return false;
            }
            end = Texts.endOf(strings, at, (byte) 0);
            return true;
        }

        /** Where the string starts. */
        public int offset() {
            return at;
        }

        /** Bytes of the string, without NUL. */
        public int length() {
            return end - at;
        }

        /** The string. */
        public Name name() {
            return Name.copyOf(strings, at, length());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.Field;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.LeafNames;
import dev.symkit.format.codeview.PrimitiveType;
import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a PDB (TPI stream) or its ids (IPI stream), in order, by index and by name.
 *
 * <p>A header ({@link TpiHeader}) and the records, one after the other; a hash stream beside it. Opening reads the header. A walk
 * reads in chunks; access by index uses the pairs in the hash stream, or one walk. Source: microsoft-pdb, {@code PDB/dbi/tpi.h} and
 * {@code tpi.cpp}. Thread-safe.
 */
public final class TypeStream {
    /** Number of the stream with the types. */
    public static final int TPI = 2;

    /** Number of the stream with the ids, in PDBs whose info stream has the feature VC110 or VC140. */
    public static final int IPI = 4;

    /** Given where a size or a definition is not known. */
    public static final long UNKNOWN = -1;

    /** Types that are followed from one to the next, and lists from one to the next, before the file counts as damaged. */
    static final int DEEPEST = 64;

    private final MsfStream stream;
    private final TpiHeader header;
    private final HashStream hash;
    private final RecordIndex index;
    private final NameIndex names;

    private TypeStream(MsfStream stream, TpiHeader header, HashStream hash) {
        this.stream = stream;
        this.header = header;
        this.hash = hash;
        this.index = new RecordIndex(new CachedBytes(stream), header);
        this.names = new NameIndex(header, index, hash);
    }

    /**
     * Opens a type stream.
     *
     * @param msf the PDB
     * @param number {@link #TPI} or {@link #IPI}
     * @return empty if the stream is nil or empty
     * @throws FormatException as {@link TpiHeader#read}
     * @throws IOException if the file cannot be read
     */
    public static Optional<TypeStream> open(StreamContainer msf, int number) throws IOException {
        MsfStream stream = msf.stream(number);
        if (stream.size() == 0) {
            return Optional.empty();
        }
        TpiHeader header = TpiHeader.read(stream);
        HashStream hash = new HashStream(header, msf.stream(header.hashStream()));
        TypeStream types = new TypeStream(stream, header, hash);
        hash.pairsTo(types.index);
        return Optional.of(types);
    }

    /** The header. */
    public TpiHeader header() {
        return header;
    }

    /** Number of records. */
    public long count() {
        return header.count();
    }

    /** Whether there is a record with an index. */
    public boolean contains(long typeIndex) {
        return typeIndex >= header.firstIndex() && typeIndex < header.endIndex();
    }

    /** Gives a reader before the first record, for a walk. */
    public TypeReader reader() {
        return new TypeReader(stream, header.size(), header.size() + header.recordBytes(), header.firstIndex());
    }

    /**
     * Gives a reader whose next record has an index.
     *
     * @param typeIndex index of a record
     * @throws FormatException {@code BAD_VALUE} if there is no such record, {@code TRUNCATED} if the records end before it
     * @throws IOException if the file cannot be read
     */
    public TypeReader readerAt(long typeIndex) throws IOException {
        if (!contains(typeIndex)) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    String.format(Locale.ROOT, "there is no type 0x%X", typeIndex));
        }
        return index.readerAt(typeIndex);
    }

    /**
     * Gives a record.
     *
     * @param typeIndex index of a record
     * @throws FormatException as {@link #readerAt}, and {@code TRUNCATED} if a field does not fit the record
     * @throws IOException if the file cannot be read
     */
    public TypeRecord typeAt(long typeIndex) throws IOException {
        return standOn(typeIndex).decode();
    }

    private TypeReader standOn(long typeIndex) throws IOException {
        TypeReader reader = readerAt(typeIndex);
        if (!reader.next()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    stream.origin(),
                    String.format(Locale.ROOT, "the records end before type 0x%X", typeIndex));
        }
        return reader;
    }

    /** Whether the hash stream has a bucket for every record. */
    public boolean hasHashValues() {
        return hash.hasValues();
    }

    /**
     * Gives the bucket of a record as stored, unsigned.
     *
     * @param typeIndex index of a record
     * @throws IllegalStateException if there are none, see {@link #hasHashValues}
     * @throws IOException if the file cannot be read
     */
    public long hashValue(long typeIndex) throws IOException {
        if (!hash.hasValues() || !contains(typeIndex)) {
            throw new IllegalStateException("no hash value of " + typeIndex);
        }
        return hash.value(typeIndex - header.firstIndex());
    }

    /**
     * Finds the definition of a class, union or enumeration by its name; the one that Microsoft's library would find first if there
     * are several.
     *
     * @return its index, or {@link #UNKNOWN}
     * @throws IOException if records are damaged or the file cannot be read
     */
    public long findByName(Name name) throws IOException {
        return names.find(name, false);
    }

    /**
     * Finds the definition of a class, union or enumeration by its decorated name, such as {@code .?AUPoint@@}.
     *
     * @return its index, or {@link #UNKNOWN}
     * @throws IOException if records are damaged or the file cannot be read
     */
    public long findByUniqueName(Name name) throws IOException {
        return names.find(name, true);
    }

    /**
     * Finds the definition that a forward reference stands for: the one with the same decorated name if both have one, else with the
     * same name.
     *
     * @param typeIndex any type
     * @return the index of the definition; the same index if it is no forward reference; {@link #UNKNOWN} if there is no definition
     * @throws IOException if records are damaged or the file cannot be read
     */
    public long definitionOf(long typeIndex) throws IOException {
        if (!contains(typeIndex)) {
            return typeIndex < PrimitiveType.FIRST_RECORD ? typeIndex : UNKNOWN;
        }
        TypeReader type = standOn(typeIndex);
        boolean reference =
                TypeHash.isUserType(type.leaf()) && new TypeProperties(type.properties()).isForwardReference();
        return reference ? names.definitionOf(type) : typeIndex;
    }

    /**
     * Gives the entries of a field list, those of the lists in which it goes on included, the entries that say so not.
     *
     * @param fieldList index of an LF_FIELDLIST; 0 gives no entries
     * @throws FormatException {@code BAD_VALUE} if a list is none or comes twice, {@code LIMIT} if there are more than 64
     * @throws IOException if the file cannot be read
     */
    public List<Field> fields(long fieldList) throws IOException {
        List<Field> all = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long list = fieldList;
        while (list != 0) {
            TypeReader reader = standOn(list);
            if (reader.leaf() != LeafKind.LF_FIELDLIST || !seen.add(list)) {
                String problem = reader.leaf() == LeafKind.LF_FIELDLIST
                        ? "a field list goes on in itself"
                        : LeafNames.nameOf(reader.leaf()) + " is no field list";
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE, stream.origin().plus(reader.offset()), problem);
            }
            if (seen.size() > DEEPEST) {
                throw new FormatException(
                        FormatException.Kind.LIMIT,
                        stream.origin().plus(reader.offset()),
                        "a field list goes on in more than " + DEEPEST + " others");
            }
            list = 0;
            var entries = reader.fields();
            while (entries.next()) {
                if (entries.leaf() == LeafKind.LF_INDEX) {
                    list = entries.type();
                } else {
                    all.add(entries.decode());
                }
            }
        }
        return all;
    }

    /**
     * Gives the bytes that a value of a type takes.
     *
     * @param typeIndex any type; a forward reference has the size of its definition
     * @return {@link #UNKNOWN} for functions, for types without a definition, and for indices that are no type
     * @throws IOException if records are damaged or the file cannot be read
     */
    public long sizeOf(long typeIndex) throws IOException {
        return new TypeSizes(this).of(typeIndex);
    }
}

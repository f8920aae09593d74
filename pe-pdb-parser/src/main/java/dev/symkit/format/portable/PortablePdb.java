// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * A portable PDB: a file of its own, or the bytes that an image's embedded portable PDB inflates to.
 *
 * <p>A metadata root with the streams {@code #Pdb} (id, entry point, row counts of the assembly's tables), {@code #~} (the debug
 * tables) and the heaps. Opening reads the root, {@code #Pdb} and the head of {@code #~}; rows and heaps are read when asked for. Rows
 * are numbered from 1, as in tokens; a row that does not exist is an {@link IndexOutOfBoundsException}. Source: ECMA-335 II.24 and the
 * portable PDB document of the .NET runtime.
 *
 * <p>Thread-safe; does not own the source.
 */
public final class PortablePdb {
    /** Number of the table of source files. */
    public static final int DOCUMENT = 0x30;

    /** Number of the table of methods' sequence points. */
    public static final int METHOD_DEBUG_INFORMATION = 0x31;

    /** Number of the table of scopes. */
    public static final int LOCAL_SCOPE = 0x32;

    /** Number of the table of local variables. */
    public static final int LOCAL_VARIABLE = 0x33;

    /** Number of the table of local constants. */
    public static final int LOCAL_CONSTANT = 0x34;

    /** Number of the table of imports. */
    public static final int IMPORT_SCOPE = 0x35;

    /** Number of the table of state machines. */
    public static final int STATE_MACHINE_METHOD = 0x36;

    /** Number of the table of custom debug information. */
    public static final int CUSTOM_DEBUG_INFORMATION = 0x37;

    /** Kind of custom debug information of the module: Source Link, JSON in UTF-8. */
    public static final UUID SOURCE_LINK = UUID.fromString("cc110556-a091-4d38-9fec-25ab9a351a6a");

    /** Kind of custom debug information of a document: the source file itself. */
    public static final UUID EMBEDDED_SOURCE = UUID.fromString("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    private static final int MODULE = 0x00;
    private static final int FIXED = 32;

    private final MetadataRoot root;
    private final PortablePdbId id;
    private final long entryPoint;
    private final PortableRows rows;
    private final Heaps heaps;

    private PortablePdb(MetadataRoot root, PortablePdbId id, long entryPoint, PortableRows rows, Heaps heaps) {
        this.root = root;
        this.id = id;
        this.entryPoint = entryPoint;
        this.rows = rows;
        this.heaps = heaps;
    }

    /**
     * Opens a portable PDB.
     *
     * @param source the file or the inflated bytes, starting with the metadata root; must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no metadata, {@code UNSUPPORTED} if it is the metadata of an assembly,
     *     {@code TRUNCATED} if a stream or table is not inside the file, {@code BAD_VALUE} or {@code LIMIT} if a field is out of range
     * @throws IOException if the file cannot be read
     */
    public static PortablePdb open(ByteSource source) throws IOException {
        MetadataRoot root = MetadataRoot.read(source);
        Region pdb = Region.of(source, root.required(source, "#Pdb"));
        ByteCursor in = pdb.cursor(0, FIXED);
        PortablePdbId id = PortablePdbId.decode(in);
        long entryPoint = in.u32();
        long referenced = in.i64();
        long[] rows = TableStream.referencedRows(pdb, FIXED, referenced);
        Optional<MetadataStream> sorted = root.stream("#~");
        MetadataStream stream = sorted.isPresent() ? sorted.get() : root.required(source, "#-");
        boolean allWide = root.stream("#JTD").isPresent();
        TableStream tables = TableStream.read(Region.of(source, stream), rows, allWide);
        return new PortablePdb(root, id, entryPoint, new PortableRows(tables, rows), Heaps.of(source, root));
    }

    /** The metadata root. */
    public MetadataRoot root() {
        return root;
    }

    /** The id. */
    public PortablePdbId id() {
        return id;
    }

    /** Token of the method that the program starts with, unsigned 32-bit; 0 if there is none. */
    public long entryPoint() {
        return entryPoint;
    }

    /**
     * Number of rows of a table: of a debug table (0x30 to 0x37) in this file, of any other in the assembly as far as this file refers
     * to it.
     *
     * @param table number of the table, 0 to 63
     */
    public int rowCount(int table) {
        return rows.count(table);
    }

    /** Number of documents. */
    public int documentCount() {
        return rowCount(DOCUMENT);
    }

    /** Number of methods with debug information: that of all methods of the assembly, or 0. */
    public int methodCount() {
        return rowCount(METHOD_DEBUG_INFORMATION);
    }

    /**
     * Reads a document.
     *
     * @throws FormatException if the row points outside the heaps or the name is malformed or longer than 64 KiB
     * @throws IOException if the file cannot be read
     */
    public PortableDocument document(int row) throws IOException {
        Row in = rows.row(DOCUMENT, row);
        UUID algorithm = heaps.guid(in.field(1));
        return new PortableDocument(
                heaps.documentName(in.field(0)), algorithm, blob(in.field(2)), heaps.guid(in.field(3)));
    }

    /**
     * Reads the row of a method.
     *
     * @throws FormatException {@code BAD_VALUE} if its document does not exist
     * @throws IOException if the file cannot be read
     */
    public MethodDebugInformation method(int row) throws IOException {
        Row in = rows.row(METHOD_DEBUG_INFORMATION, row);
        return new MethodDebugInformation(rows.reference(METHOD_DEBUG_INFORMATION, in, 0, DOCUMENT), in.field(1));
    }

    /** Gives a reader for the sequence points of methods, to be used by one thread. */
    public SequencePointReader sequencePoints() {
        return new SequencePointReader(rows.tables(), heaps);
    }

    /**
     * Finds the scopes of a method; the file must have the table sorted by method, as the format demands.
     *
     * @param method row of the method
     * @throws IOException if the file cannot be read
     */
    public RowRange localScopes(int method) throws IOException {
        return rows.equal(LOCAL_SCOPE, method);
    }

    /**
     * Reads a scope.
     *
     * @throws FormatException {@code BAD_VALUE} if a row that it names does not exist
     * @throws IOException if the file cannot be read
     */
    public LocalScope localScope(int row) throws IOException {
        Row in = rows.row(LOCAL_SCOPE, row);
        return new LocalScope(
                rows.method(LOCAL_SCOPE, in, 0),
                rows.reference(LOCAL_SCOPE, in, 1, IMPORT_SCOPE),
                rows.list(LOCAL_SCOPE, in, 2, LOCAL_VARIABLE),
                rows.list(LOCAL_SCOPE, in, 3, LOCAL_CONSTANT),
                in.field(4),
                in.field(5));
    }

    /**
     * Reads a local variable.
     *
     * @throws FormatException if its name is not inside the heap or longer than 64 KiB
     * @throws IOException if the file cannot be read
     */
    public LocalVariable localVariable(int row) throws IOException {
        Row in = rows.row(LOCAL_VARIABLE, row);
        return new LocalVariable((int) in.field(0), (int) in.field(1), heaps.string(in.field(2)));
    }

    /**
     * Reads a local constant.
     *
     * @throws FormatException if its name or signature is not inside the heaps
     * @throws IOException if the file cannot be read
     */
    public LocalConstant localConstant(int row) throws IOException {
        Row in = rows.row(LOCAL_CONSTANT, row);
        return new LocalConstant(heaps.string(in.field(0)), blob(in.field(1)));
    }

    /**
     * Reads an import scope.
     *
     * @throws FormatException if its parent does not exist or its imports are not inside the heap
     * @throws IOException if the file cannot be read
     */
    public ImportScope importScope(int row) throws IOException {
        Row in = rows.row(IMPORT_SCOPE, row);
        return new ImportScope(rows.reference(IMPORT_SCOPE, in, 0, IMPORT_SCOPE), blob(in.field(1)));
    }

    /**
     * Reads the link between the method of a state machine and the one declared in the source.
     *
     * @throws FormatException {@code BAD_VALUE} if a method does not exist
     * @throws IOException if the file cannot be read
     */
    public StateMachineMethod stateMachineMethod(int row) throws IOException {
        Row in = rows.row(STATE_MACHINE_METHOD, row);
        return new StateMachineMethod(
                rows.method(STATE_MACHINE_METHOD, in, 0), rows.method(STATE_MACHINE_METHOD, in, 1));
    }

    /**
     * Reads a row of custom debug information; its value is read with {@link #blob}.
     *
     * @throws FormatException if its kind is not inside the heap
     * @throws IOException if the file cannot be read
     */
    public CustomDebugInformation customDebugInformation(int row) throws IOException {
        Row in = rows.row(CUSTOM_DEBUG_INFORMATION, row);
        return new CustomDebugInformation(TableStream.parentToken(in.field(0)), heaps.guid(in.field(1)), in.field(2));
    }

    /**
     * Finds the custom debug information that belongs to a row; the file must have the table sorted by parent, as the format demands.
     *
     * @param table number of the table of the parent
     * @param parent row of the parent
     * @throws IOException if the file cannot be read
     */
    public RowRange customDebugInformationOf(int table, int parent) throws IOException {
        return rows.equal(CUSTOM_DEBUG_INFORMATION, TableStream.taggedParent(table, parent));
    }

    /**
     * Reads a value of the {@code #Blob} stream.
     *
     * @param offset where it starts, as rows give it
     * @throws FormatException {@code TRUNCATED} if it is not inside the heap, {@code LIMIT} if it is too large for an array
     * @throws IOException if the file cannot be read
     */
    public Slice blob(long offset) throws IOException {
        ByteCursor in = heaps.blob(offset);
        return in.raw(in.remaining());
    }

    /**
     * Reads the Source Link document, JSON in UTF-8.
     *
     * @return its bytes, or empty if there is none
     * @throws FormatException if it is not inside the heap
     * @throws IOException if the file cannot be read
     */
    public Optional<Slice> sourceLink() throws IOException {
        long value = value(MODULE, 1, SOURCE_LINK);
        return value < 0 ? Optional.empty() : Optional.of(blob(value));
    }

    /**
     * Reads the source file that is embedded for a document.
     *
     * @param document row of the document
     * @return its bytes, inflated, or empty if it is not embedded
     * @throws FormatException if it is not inside the heap, not deflate data of the length it claims, or too large
     * @throws IOException if the file cannot be read
     */
    public Optional<Slice> embeddedSource(int document) throws IOException {
        long value = value(DOCUMENT, document, EMBEDDED_SOURCE);
        return value < 0 ? Optional.empty() : Optional.of(EmbeddedSource.decode(heaps.blob(value)));
    }

    private long value(int table, int parent, UUID kind) throws IOException {
        RowRange found = customDebugInformationOf(table, parent);
        for (int i = 0; i < found.count(); i++) {
            CustomDebugInformation row = customDebugInformation(found.first() + i);
            if (row.kind().equals(kind)) {
                return row.value();
            }
        }
        return -1;
    }
}

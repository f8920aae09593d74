// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.pdb.StringTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The DBI stream (stream 3): what a PDB knows about modules, sections and files, and where its symbols are.
 *
 * <p>Header of 64 bytes, little-endian: i32 -1, u32 version, u32 age, u16 GSI stream, u16 build, u16 PSI stream, u16 build of the
 * library, u16 symbol record stream, u16 its revision, then i32 bytes of module list, section contributions, section map, file info and
 * type servers, u32 index of the MFC type server, i32 bytes of the debug header, i32 bytes of the EC names, u16 flags, u16 machine, u32
 * reserved. The parts follow in this order, but the EC names before the debug header. The header of Visual C++ 4 (24 bytes) has the three
 * stream numbers, u16 unused and the first four sizes. Source: microsoft-pdb, {@code PDB/dbi/dbi.h}, {@code NewDBIHdr} and {@code
 * DBIHdr}.
 *
 * <p>Opening reads the header and checks that the parts fit. Each method reads its part when it is called; keep the result. Parts of more
 * than {@link Limits#MAX_WINDOW} bytes are refused, except contributions. Immutable, thread-safe.
 */
public final class DbiStream {
    private static final int NO_STREAM = 0xFFFF;

    /** Our choice; linkers write 11 or 12. */
    private static final int MOST_DEBUG_STREAMS = 1024;

    private final StreamContainer pdb;
    private final MsfStream stream;
    private final DbiParts parts;

    private DbiStream(StreamContainer pdb, MsfStream stream, DbiParts parts) {
        this.pdb = pdb;
        this.stream = stream;
        this.parts = parts;
    }

    /**
     * Opens the DBI stream of a PDB.
     *
     * @param pdb the container
     * @return empty if the stream is nil or has no bytes, as in type PDBs of a compiler
     * @throws FormatException {@code TRUNCATED} if it ends in the header, {@code BAD_VALUE} if a part does not fit it
     * @throws IOException if the file cannot be read
     */
    public static Optional<DbiStream> open(StreamContainer pdb) throws IOException {
        MsfStream stream = pdb.stream(DbiHeader.STREAM);
        return stream.size() == 0 ? Optional.empty() : Optional.of(new DbiStream(pdb, stream, DbiParts.read(stream)));
    }

    /** The values of the header. */
    public DbiFields fields() {
        return parts.fields();
    }

    /** Number of the stream with the hash of global symbols (GSI); empty if the container has none. */
    public OptionalInt globalsStream() throws IOException {
        return existing(pdb, fields().globals());
    }

    /** Number of the stream with the hash of public symbols (PSI); empty if the container has none. */
    public OptionalInt publicsStream() throws IOException {
        return existing(pdb, fields().publics());
    }

    /** Number of the stream with the symbol records; empty if the container has none. */
    public OptionalInt symbolsStream() throws IOException {
        return existing(pdb, fields().symbols());
    }

    /** Gives the number if a stream has it. */
    static OptionalInt existing(StreamContainer pdb, int number) throws IOException {
        return number == NO_STREAM
                        || number >= pdb.streamCount()
                        || pdb.stream(number).isNil()
                ? OptionalInt.empty()
                : OptionalInt.of(number);
    }

    private ByteCursor cursor(DbiParts.Part part) throws IOException {
        return stream.cursor(part.offset(), part.size());
    }

    /**
     * Reads all modules.
     *
     * @return in order, so that the index of a module is its place
     * @throws FormatException {@code TRUNCATED} if a record does not fit the list, {@code LIMIT} if there are more than 65,536
     * @throws IOException if the file cannot be read
     */
    public List<DbiModule> modules() throws IOException {
        boolean old = fields().old() || fields().version() <= DbiHeader.V50;
        return ModuleList.read(cursor(parts.modules()), old, number -> existing(pdb, number));
    }

    /**
     * Starts a walk over the section contributions, which linkers sort by address.
     *
     * @throws FormatException {@code BAD_VALUE} if they are no whole number of records
     * @throws IOException if the file cannot be read
     */
    public ContributionWalk contributions() throws IOException {
        return ContributionWalk.start(stream, parts.contributions(), fields());
    }

    /**
     * Reads all section contributions, to find the module of an address.
     *
     * @throws FormatException as {@link #contributions()}, and {@code LIMIT} if they take too many bytes
     * @throws IOException if the file cannot be read
     */
    public ContributionIndex contributionIndex() throws IOException {
        long size = parts.contributions().size();
        if (size > Limits.MAX_WINDOW) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    stream.origin().plus(parts.contributions().offset()),
                    "section contributions of " + size + " bytes are too many");
        }
        return ContributionIndex.read(contributions());
    }

    /**
     * Reads the section map.
     *
     * @throws FormatException {@code TRUNCATED} if the entries do not fit
     * @throws IOException if the file cannot be read
     */
    public List<SectionMapEntry> sectionMap() throws IOException {
        return SectionMapEntry.readAll(cursor(parts.sectionMap()));
    }

    /**
     * Reads which source files each module has.
     *
     * @throws FormatException {@code TRUNCATED} if the files do not fit
     * @throws IOException if the file cannot be read
     */
    public FileInfo fileInfo() throws IOException {
        return FileInfo.read(cursor(parts.fileInfo()));
    }

    /**
     * Reads the list of type servers.
     *
     * @throws FormatException {@code TRUNCATED} if a record does not fit, {@code LIMIT} if there are more than 65,536
     * @throws IOException if the file cannot be read
     */
    public List<TypeServer> typeServers() throws IOException {
        return TypeServer.readAll(cursor(parts.typeServers()));
    }

    /**
     * Reads the names for edit and continue, which {@link DbiModule#ecSource()} and {@link DbiModule#ecPdb()} point into.
     *
     * @return empty if there are none
     * @throws FormatException as {@link StringTable#read}
     * @throws IOException if the file cannot be read
     */
    public Optional<StringTable> ecNames() throws IOException {
        DbiParts.Part part = parts.ecNames();
        return part.size() == 0 ? Optional.empty() : Optional.of(StringTable.read(stream, part.offset(), part.size()));
    }

    /**
     * Reads the debug header: the numbers of more streams.
     *
     * @throws FormatException {@code LIMIT} if there are more than 1,024 numbers
     * @throws IOException if the file cannot be read
     */
    public DebugStreams debugStreams() throws IOException {
        long count = parts.debugHeader().size() / 2;
        ByteCursor in = cursor(parts.debugHeader());
        if (count > MOST_DEBUG_STREAMS) {
            throw in.error(FormatException.Kind.LIMIT, count + " debug streams are too many");
        }
        int[] numbers = new int[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.u16();
        }
        return new DebugStreams(pdb, numbers);
    }
}

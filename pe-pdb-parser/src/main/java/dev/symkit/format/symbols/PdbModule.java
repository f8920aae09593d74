// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.C13Reader;
import dev.symkit.format.codeview.Checksums;
import dev.symkit.format.codeview.CrossModuleExports;
import dev.symkit.format.codeview.CrossModuleIds;
import dev.symkit.format.codeview.CrossModuleImports;
import dev.symkit.format.codeview.InlineeTable;
import dev.symkit.format.codeview.LineTable;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.StringTable;
import java.io.IOException;
import java.util.Optional;

/**
 * The symbols and lines of one module. Each call reads its part anew; a module without a stream has none.
 *
 * <p>Layout of the stream: u32 signature (4 in all current files), symbol records, C11 lines, C13 subsections, u32 bytes and as many bytes of
 * references to globals. Source: microsoft-pdb, {@code PDB/dbi/mod.cpp}. Immutable, thread-safe.
 */
public final class PdbModule {
    /** A number that no directory has: the nil stream. */
    private static final int NO_STREAM = Integer.MAX_VALUE;

    private static final int SIGNATURE = 4;

    /** Signatures up to this one mean names with a length before them. */
    private static final int LAST_LENGTH_PREFIXED = 2;

    private final PdbFile pdb;
    private final DbiModule info;

    PdbModule(PdbFile pdb, DbiModule info) {
        this.pdb = pdb;
        this.info = info;
    }

    /** What the module list says of it. */
    public DbiModule info() {
        return info;
    }

    /** The stream; nil if it has none. */
    public MsfStream stream() throws IOException {
        return pdb.container().stream(info.stream().orElse(NO_STREAM));
    }

    /**
     * A walk over the symbols; a new one with each call.
     *
     * @throws FormatException {@code BAD_VALUE} if the symbols do not fit the stream
     */
    public SymbolReader symbols() throws IOException {
        MsfStream stream = stream();
        return stream.size() == 0
                ? new SymbolReader(stream, 0, 0)
                : new SymbolReader(stream, Math.min(SIGNATURE, info.symbolBytes()), info.symbolBytes());
    }

    /**
     * The symbol at an offset.
     *
     * @param offset bytes from the start of the stream
     * @throws FormatException if no record can start there
     */
    public Symbol symbolAt(long offset) throws IOException {
        SymbolReader reader = symbols();
        reader.moveTo(offset);
        return reader.decode();
    }

    /** A walk over the C13 subsections. */
    public C13Reader subsections() throws IOException {
        MsfStream stream = stream();
        return new C13Reader(stream, c13Start(stream), c13End(stream));
    }

    /** All line rows, for look-ups. */
    public LineTable lines() throws IOException {
        MsfStream stream = stream();
        return LineTable.read(stream, c13Start(stream), c13End(stream));
    }

    /** The old form of line numbers, written by Visual C++ 6 and before; empty if there are none. */
    public Optional<C11Lines> oldLines() throws IOException {
        MsfStream stream = stream();
        if (stream.size() == 0 || info.c11Bytes() == 0) {
            return Optional.empty();
        }
        boolean lengthPrefixed = stream.cursor(0, SIGNATURE).i32() <= LAST_LENGTH_PREFIXED;
        long start = info.symbolBytes();
        return Optional.of(C11Lines.read(stream, start, start + info.c11Bytes(), lengthPrefixed));
    }

    /** Where inlined functions come from. */
    public InlineeTable inlinees() throws IOException {
        MsfStream stream = stream();
        return InlineeTable.read(stream, c13Start(stream), c13End(stream));
    }

    /** Source files with their checksums, which lines refer to. */
    public Optional<Checksums> checksums() throws IOException {
        MsfStream stream = stream();
        return Checksums.find(stream, c13Start(stream), c13End(stream));
    }

    /** Ids that come from other modules. */
    public CrossModuleImports imports() throws IOException {
        MsfStream stream = stream();
        return CrossModuleImports.read(stream, c13Start(stream), c13End(stream));
    }

    /** Ids that other modules use. */
    public CrossModuleExports exports() throws IOException {
        MsfStream stream = stream();
        return CrossModuleExports.read(stream, c13Start(stream), c13End(stream));
    }

    /** Translates the ids in the records of this module to those of the type and id streams; a new one with each call. */
    public CrossModuleIds ids() throws IOException {
        return new CrossModuleIds(imports(), pdb.moduleNames()::exportsOf);
    }

    /**
     * The name of a source file.
     *
     * @param checksums those of this module
     * @param fileOffset as a line or an inlinee has it
     * @return empty if there is no string table, or no such string
     */
    Optional<Name> fileName(Checksums checksums, long fileOffset) throws IOException {
        Optional<StringTable> strings = pdb.strings();
        return strings.isEmpty()
                ? Optional.empty()
                : strings.get().find(checksums.at(fileOffset).nameOffset());
    }

    private long c13Start(MsfStream stream) {
        return stream.size() == 0 ? 0 : info.symbolBytes() + info.c11Bytes();
    }

    private long c13End(MsfStream stream) {
        return stream.size() == 0 ? 0 : c13Start(stream) + info.c13Bytes();
    }
}

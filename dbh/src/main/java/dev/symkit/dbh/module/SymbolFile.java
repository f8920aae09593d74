// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.DbgFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.symbols.PdbFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file with symbols that is open: a PDB of any kind, or a DBG file. Thread-safe as what is in it. */
public final class SymbolFile implements Closeable {
    private final Path path;
    private final ByteSource source;
    private final Optional<PdbFile> pdb;
    private final Optional<PortablePdb> portable;
    private final Optional<DbgContent> dbg;

    private SymbolFile(
            Path path,
            ByteSource source,
            Optional<PdbFile> pdb,
            Optional<PortablePdb> portable,
            Optional<DbgContent> dbg) {
        this.path = path;
        this.source = source;
        this.pdb = pdb;
        this.portable = portable;
        this.dbg = dbg;
    }

    /**
     * Opens a file; what is in it counts, not its name.
     *
     * @throws IOException if it cannot be read, is damaged, or is none of the kinds
     */
    public static SymbolFile open(Path path) throws IOException {
        ByteSource source = FileByteSource.open(path);
        try {
            if (PortablePdbId.recognise(source)) {
                PortablePdb portable = PortablePdb.open(source);
                return new SymbolFile(path, source, Optional.empty(), Optional.of(portable), Optional.empty());
            }
            if (DbgFile.recognise(source)) {
                Optional<DbgContent> dbg = Optional.of(DbgContent.open(source));
                return new SymbolFile(path, source, Optional.empty(), Optional.empty(), dbg);
            }
            Optional<PdbFile> pdb = Optional.of(PdbFile.open(source));
            return new SymbolFile(path, source, pdb, Optional.empty(), Optional.empty());
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Opens a portable PDB that is inside an image.
     *
     * @param image the image
     * @param pdb the PDB
     * @throws IOException if it is damaged
     */
    static SymbolFile inside(Path image, byte[] pdb) throws IOException {
        ByteSource source = ByteSource.of(image.toString(), pdb);
        return new SymbolFile(image, source, Optional.empty(), Optional.of(PortablePdb.open(source)), Optional.empty());
    }

    /** Where it is; of a PDB inside an image, where that is. */
    public Path path() {
        return path;
    }

    /** Its bytes. */
    public ByteSource source() {
        return source;
    }

    /** The PDB, if it is one of Windows. */
    public Optional<PdbFile> pdb() {
        return pdb;
    }

    /** The PDB, if it is a portable one. */
    public Optional<PortablePdb> portable() {
        return portable;
    }

    /** What it holds, if it is a DBG file. */
    public Optional<DbgContent> dbg() {
        return dbg;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

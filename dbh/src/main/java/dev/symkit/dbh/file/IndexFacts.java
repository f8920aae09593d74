// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import dev.symkit.dbh.show.LabelledLines;
import dev.symkit.dbh.show.Row;
import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.msfz.MsfzFile;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DbgFile;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.store.key.DebugRecords;
import dev.symkit.symsrv.finder.SymbolModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the headers of a file say about its place in a store, as {@code SYMSRV_INDEX_INFO} holds it (dbh.md 3.5.1). Immutable.
 *
 * @param file the name that the user gave
 * @param stripped whether an image says that its debug data was stripped off; of a DBG file what its image said
 * @param timestamp of an image or DBG file, unsigned 32-bit; 0 for a PDB
 * @param size size of image; 0 for a PDB
 * @param dbg name of the DBG file of an image; empty if it has none
 * @param pdb path of the PDB that an image names
 * @param guid identity of the PDB, of an old one its signature in the first part
 * @param signature of an old PDB, unsigned 32-bit
 * @param age of the PDB, unsigned 32-bit
 */
public record IndexFacts(
        String file,
        boolean stripped,
        long timestamp,
        long size,
        String dbg,
        String pdb,
        UUID guid,
        long signature,
        long age)
        implements Row {
    private static final int DEBUG_STRIPPED = 0x200;
    private static final long PORTABLE_AGE = 0xFFFFFFFFL;
    private static final UUID NONE = new UUID(0, 0);
    private static final int COLUMNS = 9;

    /**
     * Reads them: a few KiB of the file.
     *
     * @return empty if the file is of no kind that has them
     * @throws IOException if it cannot be read, or is damaged
     */
    public static Optional<IndexFacts> read(String name, Path path) throws IOException {
        try (ByteSource source = FileByteSource.open(path)) {
            byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
            source.read(0, head, 0, head.length);
            Optional<MsfFile.Version> container = MsfFile.recognise(head);
            if (container.isPresent()) {
                boolean packed = container.get() == MsfFile.Version.MSFZ;
                return Optional.of(ofPdb(name, packed ? MsfzFile.open(source) : MsfFile.open(source)));
            }
            if (PortablePdbId.recognise(source)) {
                return PortablePdbId.read(source)
                        .map(id -> new IndexFacts(name, false, 0, 0, "", "", id.guid(), 0, PORTABLE_AGE));
            }
            if (PeFile.recognise(source)) {
                return Optional.of(ofImage(name, path, PeFile.open(source)));
            }
            if (DbgFile.recognise(source)) {
                DbgFile dbg = DbgFile.open(source);
                boolean stripped = (dbg.characteristics() & DEBUG_STRIPPED) != 0;
                return Optional.of(
                        new IndexFacts(name, stripped, dbg.timestamp(), dbg.sizeOfImage(), "", "", NONE, 0, 0));
            }
            return Optional.empty();
        }
    }

    private static IndexFacts ofImage(String name, Path path, PeFile pe) throws IOException {
        boolean stripped = (pe.characteristics() & DEBUG_STRIPPED) != 0;
        String dbg = SymbolModule.read(path).dbg().orElse("");
        IndexFacts facts = new IndexFacts(name, stripped, pe.timestamp(), pe.sizeOfImage(), dbg, "", NONE, 0, 0);
        Optional<CodeView> record = DebugRecords.of(pe).codeView();
        if (record.isPresent() && record.get() instanceof CodeView.Rsds rsds) {
            return facts.naming(rsds.path(), rsds.guid(), 0, rsds.age());
        }
        return record.isPresent() && record.get() instanceof CodeView.Nb10 nb10
                ? facts.naming(nb10.path(), ofSignature(nb10.pdbSignature()), nb10.pdbSignature(), nb10.age())
                : facts;
    }

    /** The age is the one that keys have: that of the DBI stream. */
    private static IndexFacts ofPdb(String name, StreamContainer msf) throws IOException {
        PdbInfo info = PdbInfo.read(msf);
        Optional<Long> dbiAge = DbiHeader.read(msf.stream(DbiHeader.STREAM)).map(DbiHeader::age);
        IndexFacts facts = new IndexFacts(name, false, 0, 0, "", "", NONE, 0, 0);
        return info.guid().isPresent()
                ? facts.naming("", info.guid().get(), 0, dbiAge.orElse(0L))
                : facts.naming("", ofSignature(info.signature()), info.signature(), dbiAge.orElse(info.age()));
    }

    private IndexFacts naming(String path, UUID id, long sign, long years) {
        return new IndexFacts(file, stripped, timestamp, size, dbg, path, id, sign, years);
    }

    private static UUID ofSignature(long signature) {
        return new UUID(signature << Integer.SIZE, 0);
    }

    @Override
    public void text(StringBuilder into) {
        fields(new LabelledLines(into, COLUMNS, ": "));
    }

    @Override
    public void fields(Fields into) {
        into.text("file", file);
        into.bool("stripped", stripped);
        into.number("timestamp", timestamp);
        into.number("size", size);
        into.text("dbg", dbg);
        into.text("pdb", pdb);
        into.text("pdb guid", guid.toString().replace("-", "").toLowerCase(Locale.ROOT));
        into.number("pdb sig", signature);
        into.number("pdb age", age);
    }
}

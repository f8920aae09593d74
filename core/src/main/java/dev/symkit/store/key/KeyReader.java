// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.dbi.ModuleLines;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.msfz.MsfzFile;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pe.DbgFile;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.Section;
import dev.symkit.format.portable.PortablePdbId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the key of a file from its content.
 *
 * <p>Rules, with how sure they are (documented by Microsoft unless said otherwise):
 *
 * <ul>
 *   <li>Image and .dbg file: timestamp as eight upper-case hex digits, then the size of image in lower-case hex. A zero timestamp is
 *       written as eight zeros (our choice).
 *   <li>PDB 7.0, in an MSF or a compressed MSFZ container: GUID as 32 upper-case hex digits, then the age of the DBI stream in lower-case hex; no age if there is no DBI stream,
 *       it has the old header, or the age is 0 (observed in stores made by SymStore).
 *   <li>PDB without GUID: signature as eight upper-case hex digits, then the DBI age, else the age of the info stream.
 *   <li>Portable PDB: GUID with {@code FFFFFFFF}, and GUID with 1 (our choice to give both).
 *   <li>ELF and Mach-O file, if asked for: see {@link UnixKeys}.
 * </ul>
 *
 * <p>Reads only what it needs: a few KiB even of a PDB of many GiB, except that the module list of a PDB without line information is
 * read to its end. Immutable, thread-safe.
 */
public final class KeyReader {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final boolean otherSystems;

    /** A reader for the kinds of files that SymStore knows. */
    public KeyReader() {
        this(false);
    }

    private KeyReader(boolean otherSystems) {
        this.otherSystems = otherSystems;
    }

    /** A reader that knows the files of other systems too. */
    public static KeyReader withOtherSystems() {
        return new KeyReader(true);
    }

    /**
     * Whether an image's only section is that of its resources. SymStore refuses such images (observed).
     *
     * @param source an image
     */
    public static boolean hasOnlyResources(ByteSource source) throws IOException {
        List<Section> sections = PeFile.open(source).sections();
        return sections.size() == 1 && sections.get(0).name().equals(".rsrc");
    }

    /**
     * Reads the identity of a file.
     *
     * @param source the file; stays open
     * @return the identity, or empty if the content is of no kind that has a key
     * @throws FormatException if the file starts like one that has a key but is damaged so that there is none
     * @throws IOException if the file cannot be read
     */
    public Optional<FileIdentity> identify(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        Optional<MsfFile.Version> container = MsfFile.recognise(head);
        if (container.isPresent()) {
            return Optional.of(pdb(source, container.get()));
        }
        if (PortablePdbId.recognise(source)) {
            return PortablePdbId.read(source).map(KeyReader::portable);
        }
        if (PeFile.recognise(source)) {
            return Optional.of(image(source));
        }
        if (DbgFile.recognise(source)) {
            DbgFile dbg = DbgFile.open(source);
            String index = imageIndex(dbg.timestamp(), dbg.sizeOfImage());
            return Optional.of(new FileIdentity(FileKind.DBG, SymbolClass.DBG, List.of(index), Optional.empty()));
        }
        return otherSystems ? UnixKeys.identify(source) : Optional.empty();
    }

    private static FileIdentity image(ByteSource source) throws IOException {
        PeFile pe = PeFile.open(source);
        String index = imageIndex(pe.timestamp(), pe.sizeOfImage());
        Optional<PdbReference> pdb = PdbReference.of(pe);
        return new FileIdentity(
                FileKind.PE,
                SymbolClass.BIN,
                List.of(index),
                pdb.map(PdbReference::name),
                pdb.map(PdbReference::index),
                Optional.empty());
    }

    private static FileIdentity pdb(ByteSource source, MsfFile.Version container) throws IOException {
        StreamContainer msf = container == MsfFile.Version.MSFZ ? MsfzFile.open(source) : MsfFile.open(source);
        PdbInfo info = PdbInfo.read(msf);
        MsfStream dbi = msf.stream(DbiHeader.STREAM);
        Optional<DbiHeader> header = DbiHeader.read(dbi);
        String index;
        if (info.guid().isPresent()) {
            index = pdbIndex(info.guid().get(), header.map(DbiHeader::age).orElse(0L));
        } else {
            long age = header.map(DbiHeader::age).orElse(info.age());
            index = pdbIndex(info.signature(), age);
        }
        FileKind kind = container == MsfFile.Version.MSF_2_00 ? FileKind.PDB2 : FileKind.PDB7;
        return new FileIdentity(kind, pdbClass(dbi, header), List.of(index), Optional.empty());
    }

    /**
     * No DBI stream means types only; a module with line information means private symbols (rule inferred from ten PDBs that
     * SymStore had classified). A module list that is damaged or in the old form, which cannot be walked, counts as one without
     * line information: the key does not depend on it (our choice).
     */
    private static SymbolClass pdbClass(MsfStream dbi, Optional<DbiHeader> header) throws IOException {
        if (dbi.size() == 0) {
            return SymbolClass.TYP;
        }
        if (header.isEmpty()) {
            return SymbolClass.PUB;
        }
        try {
            return ModuleLines.anyIn(dbi, header.get()) ? SymbolClass.PRI : SymbolClass.PUB;
        } catch (FormatException damaged) {
            return SymbolClass.PUB;
        }
    }

    private static FileIdentity portable(PortablePdbId id) {
        return new FileIdentity(
                FileKind.PORTABLE_PDB,
                SymbolClass.PRI,
                List.of(portableIndex(id.guid()), pdbIndex(id.guid(), 1)),
                Optional.empty());
    }

    /**
     * The index string of an image, and of its DBG file.
     *
     * @param timestamp of the header, unsigned 32-bit
     * @param sizeOfImage likewise
     */
    public static String imageIndex(long timestamp, long sizeOfImage) {
        return HEX.toHexDigits(timestamp, 8) + Long.toHexString(sizeOfImage);
    }

    /**
     * The index string of a PDB 7.0.
     *
     * @param age unsigned 32-bit; {@code FFFFFFFF} for a portable PDB
     */
    public static String pdbIndex(UUID guid, long age) {
        return hex(guid) + age(age);
    }

    /**
     * The index string of a PDB 2.0.
     *
     * @param signature unsigned 32-bit
     * @param age likewise
     */
    public static String pdbIndex(long signature, long age) {
        return HEX.toHexDigits(signature, 8) + age(age);
    }

    /** The main index string of a portable PDB. */
    static String portableIndex(UUID guid) {
        return hex(guid) + "FFFFFFFF";
    }

    private static String hex(UUID guid) {
        return HEX.toHexDigits(guid.getMostSignificantBits()) + HEX.toHexDigits(guid.getLeastSignificantBits());
    }

    /** An age of 0 is left out, as every zero part of an index is. */
    private static String age(long age) {
        return age == 0 ? "" : Long.toHexString(age);
    }
}

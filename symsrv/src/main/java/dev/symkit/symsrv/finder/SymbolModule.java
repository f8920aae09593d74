// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.PeFile;
import dev.symkit.store.key.DebugRecords;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.PdbReference;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of an image whose symbols are looked for. Immutable.
 *
 * @param image path of the image as it is known: of a file, or as a dump records it; perhaps a name only
 * @param file the image, if it can be read
 * @param imageIndex its index string, and that of its DBG file; empty if unknown
 * @param pdb the PDB that it names
 * @param dbg name or path of its DBG file; empty if it has none
 * @param checksum the checksums of its PDB, as value of the header {@code SymbolChecksum}
 */
public record SymbolModule(
        String image,
        Optional<Path> file,
        Optional<String> imageIndex,
        Optional<PdbReference> pdb,
        Optional<String> dbg,
        Optional<String> checksum) {
    private static final int DEBUG_STRIPPED = 0x200;
    private static final int NAME_OF_DBG = 1;

    /**
     * Reads an image. Debug data that is damaged is taken as not there.
     *
     * @throws FormatException if it is no image, or its headers are damaged
     * @throws IOException if it cannot be read
     */
    public static SymbolModule read(Path image) throws IOException {
        try (ByteSource source = FileByteSource.open(image)) {
            PeFile pe = PeFile.open(source);
            DebugRecords records = DebugRecords.of(pe);
            return new SymbolModule(
                    image.toAbsolutePath().normalize().toString(),
                    Optional.of(image),
                    Optional.of(KeyReader.imageIndex(pe.timestamp(), pe.sizeOfImage())),
                    records.pdb(),
                    dbg(pe, records, image.toString()),
                    records.pdbChecksum());
        }
    }

    /** A module of a dump, as its record has it. Its path is one of the machine that the dump comes from. */
    public static SymbolModule of(DumpModule module) {
        Optional<String> index = Optional.of(KeyReader.imageIndex(module.timestamp(), module.size()))
                .filter(text -> module.size() != 0);
        Optional<String> dbg = module.misc()
                .filter(misc -> misc.dataType() == NAME_OF_DBG)
                .map(misc -> misc.text())
                .filter(SymbolModule::isDbg);
        return new SymbolModule(
                module.name(),
                Optional.empty(),
                index,
                module.codeView().flatMap(record -> PdbReference.of(record, false)),
                dbg,
                Optional.empty());
    }

    /** A module of which only the path or name and perhaps the PDB are known. */
    public static SymbolModule named(String image, Optional<PdbReference> pdb) {
        return new SymbolModule(image, Optional.empty(), Optional.empty(), pdb, Optional.empty(), Optional.empty());
    }

    /**
     * The same with what an image says that was found for it.
     *
     * @throws IOException as {@link #read}
     */
    public SymbolModule completedBy(Path found) throws IOException {
        SymbolModule read = read(found);
        return new SymbolModule(
                image, read.file, read.imageIndex, read.pdb.or(() -> pdb), read.dbg.or(() -> dbg), read.checksum);
    }

    /**
     * The same as if its CodeView record named a PDB that is called as the image is, without saying where (option bit 0x80 of DBH). The identity
     * of the PDB stays what the record has.
     */
    public SymbolModule withPdbOfItsName() {
        Optional<PdbReference> named =
                pdb.map(known -> new PdbReference(moduleName() + ".pdb", known.index(), known.portable()));
        return new SymbolModule(image, file, imageIndex, named, dbg, checksum);
    }

    /** The file name of the image. */
    public String name() {
        return SymbolKey.fileName(image);
    }

    /** The same without extension: the name that debuggers give the module. */
    public String moduleName() {
        return stem(name());
    }

    /** The extension of the image without the dot, in lower case; empty if it has none. */
    String extension() {
        String name = name();
        return name.substring(stem(name).length()).replace(".", "").toLowerCase(Locale.ROOT);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean isDbg(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".dbg");
    }

    /** The name in the MISC record; without one, that of the image if its debug data was stripped off (symchk.md 4.2). */
    private static Optional<String> dbg(PeFile pe, DebugRecords records, String image) throws IOException {
        Optional<String> stripped = (pe.characteristics() & DEBUG_STRIPPED) == 0
                ? Optional.empty()
                : Optional.of(stem(SymbolKey.fileName(image)) + ".dbg");
        return records.miscNames().stream()
                .filter(SymbolModule::isDbg)
                .findFirst()
                .or(() -> stripped);
    }
}

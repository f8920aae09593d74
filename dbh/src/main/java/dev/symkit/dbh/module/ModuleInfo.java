// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.show.LabelledLines;
import dev.symkit.dbh.show.Row;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pdb.SrcSrv;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.symsrv.finder.PdbSymbols;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a module as a whole, as {@code IMAGEHLP_MODULE64} tells it (dbh.md 3.2.1). Immutable.
 *
 * @param module the module
 * @param symbols how many there are, if they are exports or in a DBG file; else 0
 * @param record the CodeView record of the image
 * @param guid identity of the PDB, else of that which the image names
 * @param signature signature of an old PDB, unsigned 32-bit
 * @param age age of the PDB, else of that which the image names
 * @param holds what kinds of symbols the PDB holds
 * @param types whether it holds types
 * @param sourceIndexed whether it says where its source files are kept
 */
public record ModuleInfo(
        LoadedModule module,
        long symbols,
        Optional<CodeView> record,
        Optional<UUID> guid,
        long signature,
        long age,
        Optional<PdbSymbols> holds,
        boolean types,
        boolean sourceIndexed)
        implements Row {
    private static final int STRUCT_SIZE = 0x690;
    private static final int COLUMNS = 16;
    private static final int BYTE = 8;
    private static final int HALF = 32;

    /**
     * Reads it.
     *
     * @throws IOException if a file cannot be read, or is damaged
     */
    public static ModuleInfo of(LoadedModule module) throws IOException {
        Optional<CodeView> record = Optional.empty();
        long symbols = 0;
        if (module.image().isPresent()) {
            List<CodeView> records = module.image().get().pe().codeViews();
            record = records.stream().findFirst();
            if (module.type() == SymbolType.EXPORT) {
                symbols = Exports.read(module.image().get().pe())
                        .map(all -> (long) all.entries().size())
                        .orElse(0L);
            }
        }
        Optional<DbgContent> dbg = module.symbols().flatMap(SymbolFile::dbg);
        if (dbg.isPresent()) {
            if (record.isEmpty()) {
                record = dbg.get().codeViews().stream().findFirst();
            }
            symbols = count(dbg.get());
        }
        Optional<PdbFile> pdb = module.symbols().flatMap(SymbolFile::pdb);
        if (pdb.isPresent()) {
            return ofPdb(module, record, pdb.get());
        }
        Optional<UUID> guid = Optional.empty();
        long age = 0;
        Optional<PdbSymbols> holds = Optional.empty();
        if (module.symbols().isPresent() && module.symbols().get().portable().isPresent()) {
            guid = PortablePdbId.read(module.symbols().get().source()).map(PortablePdbId::guid);
            holds = Optional.of(PdbSymbols.PORTABLE);
        }
        if (record.isPresent() && record.get() instanceof CodeView.Rsds rsds) {
            guid = guid.or(() -> Optional.of(rsds.guid()));
            age = rsds.age();
        }
        long signature = record.isPresent() && record.get() instanceof CodeView.Nb10 nb10 ? nb10.pdbSignature() : 0;
        return new ModuleInfo(module, symbols, record, guid, signature, age, holds, holds.isPresent(), false);
    }

    private static ModuleInfo ofPdb(LoadedModule module, Optional<CodeView> record, PdbFile pdb) throws IOException {
        PdbInfo info = pdb.info().info();
        long age = pdb.dbi().isPresent() ? pdb.dbi().get().fields().age() : info.age();
        long signature = info.guid().isPresent() ? 0 : info.signature();
        boolean indexed = pdb.info().names().find(SrcSrv.STREAM).isPresent();
        PdbSymbols holds = PdbSymbols.of(pdb);
        return new ModuleInfo(
                module, 0, record, info.guid(), signature, age, Optional.of(holds), hasTypes(pdb), indexed);
    }

    /** Damaged symbols are as good as none. */
    private static long count(DbgContent dbg) throws IOException {
        try {
            return dbg.coffSymbols().size();
        } catch (FormatException e) {
            return 0;
        }
    }

    /** Damaged types are as good as none. */
    private static boolean hasTypes(PdbFile pdb) throws IOException {
        try {
            return pdb.types().isPresent() && pdb.types().get().count() > 0;
        } catch (FormatException e) {
            return false;
        }
    }

    @Override
    public void text(StringBuilder into) {
        fields(new LabelledLines(into, COLUMNS, " : "));
    }

    @Override
    public void fields(Fields into) {
        into.number("SizeOfStruct", STRUCT_SIZE);
        into.number("BaseOfImage", module.base());
        into.number("ImageSize", module.size());
        Optional<DbgContent> dbg = module.symbols().flatMap(SymbolFile::dbg);
        into.number(
                "TimeDateStamp",
                module.image()
                        .map(image -> image.pe().timestamp())
                        .or(() -> dbg.map(file -> file.header().timestamp()))
                        .orElse(0L));
        into.number(
                "CheckSum",
                module.image()
                        .map(image -> image.pe().optionalHeader().checksum())
                        .or(() -> dbg.map(DbgContent::checksum))
                        .orElse(0L));
        into.number("NumSyms", symbols);
        into.text("SymType", module.type().text());
        into.text("ModuleName", module.name());
        into.text("ImageName", module.target());
        into.text(
                "LoadedImageName",
                module.image().map(image -> image.path().toString()).orElse(""));
        into.text(
                "LoadedPdbName",
                module.type() == SymbolType.PDB
                        ? module.symbols().map(file -> file.path().toString()).orElse("")
                        : "");
        into.number("CVSig", record.map(CodeView::signature).orElse(0));
        into.text("CVData", record.map(ModuleInfo::path).orElse(""));
        into.number("PdbSig", signature);
        into.text("PdbSig70", parts(guid.orElse(new UUID(0, 0))));
        into.number("PdbAge", age);
        into.bool("PdbUnmatched", !module.matched() && module.type() == SymbolType.PDB);
        into.bool("DbgUnmatched", !module.matched() && module.type() == SymbolType.DBG);
        into.bool("LineNumbers", holds.isPresent() && holds.get().lines());
        into.bool("GlobalSymbols", holds.isPresent() && holds.get().globals());
        into.bool("TypeInfo", types);
        into.bool("SourceIndexed", sourceIndexed);
        into.bool("PublicSymbols", holds.isPresent() && holds.get().stripped());
    }

    private static String path(CodeView record) {
        if (record instanceof CodeView.Rsds rsds) {
            return rsds.path();
        }
        return record instanceof CodeView.Nb10 nb10 ? nb10.path() : "";
    }

    /** The parts of a GUID as a program writes them. */
    private static String parts(UUID guid) {
        long high = guid.getMostSignificantBits();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "0x%08x, 0x%04x, 0x%04x", high >>> HALF, high >>> 16 & 0xFFFF, high & 0xFFFF));
        for (int shift = Long.SIZE - BYTE; shift >= 0; shift -= BYTE) {
            text.append(String.format(Locale.ROOT, ", 0x%02x", guid.getLeastSignificantBits() >>> shift & 0xFF));
        }
        return text.toString();
    }
}

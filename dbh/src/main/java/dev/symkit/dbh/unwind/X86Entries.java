// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolFile;
import dev.symkit.dbh.show.Hex;
import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.FrameRanges;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.RvaTable;
import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.store.key.DebugRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Shows what is known of the frames of x86 code: of a PDB frame data (slot 9 of the debug header) and FPO records (slot 0), else the FPO records
 * of the DBG file or of the image. The addresses in a PDB are those of the layout before a tool rearranged the image, as symbols have them (observed with another dumper's output). Immutable.
 */
final class X86Entries {
    private static final List<String> FRAMES = List.of("fpo", "trap", "tss", "non-fpo");

    private final LoadedModule module;
    private final FunctionNames names;

    X86Entries(LoadedModule module, FunctionNames names) {
        this.module = module;
        this.names = names;
    }

    /** The records that cover an address. */
    List<UnwindEntry> show(long rva) throws IOException {
        List<UnwindEntry> entries = new ArrayList<>();
        Optional<PdbFile> pdb = module.symbols().flatMap(file -> file.pdb());
        if (pdb.isEmpty() || pdb.get().dbi().isEmpty()) {
            Optional<FpoData> covering = covering(withoutPdb(), rva);
            if (covering.isPresent()) {
                FpoData data = covering.get();
                entries.add(entry(data.rva(), data.rva() + data.codeBytes(), facts(data)));
            }
            return entries;
        }
        long source = source(pdb.get().addresses(), rva);
        DebugStreams streams = pdb.get().dbi().get().debugStreams();
        Optional<RvaTable<FrameData>> frames = streams.frameData();
        if (frames.isPresent()) {
            Optional<FrameData> found = FrameRanges.covering(frames.get(), source);
            if (found.isPresent()) {
                entries.add(frame(pdb.get(), found.get()));
            }
        }
        Optional<FpoData> fpo = covering(streams.fpo(), source);
        if (fpo.isPresent()) {
            entries.add(moved(pdb.get().addresses(), fpo.get().rva(), fpo.get().codeBytes(), facts(fpo.get())));
        }
        return entries;
    }

    /** The FPO records of the DBG file, else those of the image. */
    private Optional<RvaTable<FpoData>> withoutPdb() throws IOException {
        Optional<DbgContent> dbg = module.symbols().flatMap(SymbolFile::dbg);
        Optional<RvaTable<FpoData>> records =
                dbg.isEmpty() ? Optional.empty() : dbg.get().fpo();
        if (records.isPresent() || module.image().isEmpty()) {
            return records;
        }
        return DebugRecords.of(module.image().get().pe()).all(DebugEntry.FPO, DebugData.Fpo.class).stream()
                .map(DebugData.Fpo::table)
                .findFirst();
    }

    private static Optional<FpoData> covering(Optional<RvaTable<FpoData>> records, long rva) throws IOException {
        OptionalInt index =
                records.isEmpty() ? OptionalInt.empty() : records.get().floor(rva);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(records.get().get(index.getAsInt())).filter(record -> record.covers(rva));
    }

    /** The address before the image was rearranged. */
    private static long source(AddressMap addresses, long rva) throws IOException {
        Optional<AddressMap.SectionOffset> address = addresses.address(rva);
        if (address.isEmpty()) {
            return rva;
        }
        return addresses.sections().get(address.get().section() - 1).rva()
                + address.get().offset();
    }

    private UnwindEntry frame(PdbFile pdb, FrameData data) throws IOException {
        AddressMap addresses = pdb.addresses();
        String program = pdb.strings().isEmpty()
                ? ""
                : pdb.strings().get().find(data.program()).map(Object::toString).orElse("");
        UnwindEntry.Facts facts = new UnwindEntry.Facts()
                .add("record", "frame data")
                .add("size", data.codeBytes())
                .add("locals", data.localBytes())
                .add("params", data.parameterBytes())
                .add("prolog", data.prologBytes())
                .add("saved", data.savedRegisterBytes())
                .add("stack", data.maxStackBytes())
                .add("flags", flags(data))
                .add("program", program.strip());
        return moved(addresses, data.rva(), data.codeBytes(), facts);
    }

    private static String flags(FrameData data) {
        StringBuilder text = new StringBuilder(Hex.of(data.flags()));
        if ((data.flags() & FrameData.HAS_SEH) != 0) {
            text.append(" seh");
        }
        if ((data.flags() & FrameData.HAS_EH) != 0) {
            text.append(" eh");
        }
        return text.append(data.startsFunction() ? " start" : "").toString();
    }

    private static UnwindEntry.Facts facts(FpoData data) {
        return new UnwindEntry.Facts()
                .add("record", "FPO")
                .add("size", data.codeBytes())
                .add("locals", 4 * data.locals())
                .add("params", 4L * data.parameters())
                .add("prolog", data.prologBytes())
                .add("saved", 4L * data.savedRegisters())
                .add("flags", ((data.hasSeh() ? "seh " : "") + (data.usesEbp() ? "ebp " : "")).strip())
                .add("frame", FRAMES.get(data.frame()));
    }

    private UnwindEntry moved(AddressMap addresses, long begin, long size, UnwindEntry.Facts facts) throws IOException {
        long rva = image(addresses, begin);
        long end = size == 0 ? rva : image(addresses, begin + size - 1) + 1;
        return entry(rva, end, facts);
    }

    private UnwindEntry entry(long begin, long end, UnwindEntry.Facts facts) throws IOException {
        return new UnwindEntry(module.address(begin), module.address(end), names.at(begin), 0, facts.list());
    }

    /** Where code went when the image was rearranged; the same address if it went nowhere. */
    private static long image(AddressMap addresses, long source) throws IOException {
        List<SectionHeader> sections = addresses.sections();
        for (int i = 0; i < sections.size(); i++) {
            long offset = source - sections.get(i).rva();
            if (offset >= 0
                    && offset < Math.max(sections.get(i).size(), sections.get(i).rawSize())) {
                return addresses.rva(i + 1, offset).orElse(source);
            }
        }
        return source;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.ContributionIndex;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.gsi.PublicAddresses;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.gsi.SymbolRecords;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a PDB that look-ups share, each read when it is first needed. Confined to one thread. */
final class PdbParts {
    private static final int SIGNATURE = 4;
    private static final long CODE = 0x20000020L;

    private final PdbFile pdb;
    private final String name;
    private final long base;
    private final Lookout lookout;
    private @Nullable Numbers numbers;
    private @Nullable ContributionIndex contributions;
    private @Nullable PublicAddresses publics;
    private @Nullable SymbolFinder globalFinder;
    private @Nullable SymbolFinder publicFinder;
    private @Nullable SymbolReader records;

    PdbParts(PdbFile pdb, String name, long base, Lookout lookout) {
        this.pdb = pdb;
        this.name = name;
        this.base = base;
        this.lookout = lookout;
    }

    PdbFile pdb() {
        return pdb;
    }

    /** The name of the module. */
    String name() {
        return name;
    }

    /** The address of the first byte of the image. */
    long base() {
        return base;
    }

    /** To be passed by all that a search looks at. */
    Lookout lookout() {
        return lookout;
    }

    Numbers numbers() throws IOException {
        Numbers known = numbers;
        if (known == null) {
            known = Numbers.of(pdb);
            numbers = known;
        }
        return known;
    }

    /** Which object file an address comes from; empty if the PDB does not tell. */
    Optional<ContributionIndex> contributions() throws IOException {
        ContributionIndex known = contributions;
        if (known == null && pdb.dbi().isPresent()) {
            known = pdb.dbi().get().contributionIndex();
            contributions = known;
        }
        return Optional.ofNullable(known).filter(index -> index.count() > 0);
    }

    Optional<PublicAddresses> publics() throws IOException {
        PublicAddresses known = publics;
        if (known == null && pdb.publics().isPresent()) {
            known = pdb.publics().get().addresses();
            publics = known;
        }
        return Optional.ofNullable(known);
    }

    Optional<SymbolFinder> globalFinder() throws IOException {
        SymbolFinder known = globalFinder;
        if (known == null && pdb.globals().isPresent()) {
            known = pdb.globals().get().finder();
            globalFinder = known;
        }
        return Optional.ofNullable(known);
    }

    Optional<SymbolFinder> publicFinder() throws IOException {
        SymbolFinder known = publicFinder;
        if (known == null && pdb.publics().isPresent()) {
            known = pdb.publics().get().finder();
            publicFinder = known;
        }
        return Optional.ofNullable(known);
    }

    /** A reader that stands on the record of a global or public. */
    SymbolReader record(long offset) throws IOException {
        SymbolReader known = records;
        if (known == null) {
            Optional<SymbolRecords> all = pdb.symbolRecords();
            if (all.isEmpty()) {
                throw new IllegalStateException("no symbol records");
            }
            known = all.get().inAnyOrder();
            records = known;
        }
        known.moveTo(offset);
        return known;
    }

    /** A reader that stands on the record of a number that a listing gave. */
    SymbolReader recordOf(long number) throws IOException {
        Numbers.Place place = numbers().place(number).orElseThrow(() -> new IllegalArgumentException("no record"));
        if (place instanceof Numbers.ModuleRecord inModule) {
            SymbolReader reader = symbols(inModule.module(), null);
            reader.moveTo(inModule.offset());
            return reader;
        }
        if (place instanceof Numbers.GlobalRecord global) {
            return record(global.offset());
        }
        throw new IllegalArgumentException("no record: " + place);
    }

    /** Sets a reader before the symbols of an object file, or makes one. */
    SymbolReader symbols(int module, @Nullable SymbolReader reader) throws IOException {
        PdbModule part = pdb.module(module);
        RandomBytes stream = part.stream();
        if (reader == null || stream.size() == 0) {
            return part.symbols();
        }
        long end = part.info().symbolBytes();
        reader.reset(stream, Math.min(SIGNATURE, end), end);
        return reader;
    }

    /** Whether a symbol has a number in the place of a section and so does not move with the image. */
    boolean isAbsolute(int section) throws IOException {
        int count = pdb.addresses().sections().size();
        return count > 0 && (section < 1 || section > count);
    }

    /** Whether the options hide a place. */
    boolean isHidden(int section, SymbolOptions options) throws IOException {
        return isAbsolute(section) && !options.has(SymbolOptions.ALLOW_ABSOLUTE_SYMBOLS);
    }

    /** The address of a place; 0 if its bytes were removed from the image (our choice). */
    long address(int section, long offset) throws IOException {
        if (pdb.addresses().sections().isEmpty()) {
            return base + offset; // PDBs of managed code: there is one range of code
        }
        if (isAbsolute(section)) {
            return offset;
        }
        var rva = pdb.addresses().rva(section, offset);
        return rva.isPresent() ? base + rva.getAsLong() : 0;
    }

    /** The place of an address; empty if it lies in no section, or nothing of the PDB is there. */
    Optional<AddressMap.SectionOffset> place(long address, SymbolOptions options) throws IOException {
        long rva = address - base;
        if (rva < 0 || rva >>> Integer.SIZE != 0) {
            return Optional.empty();
        }
        if (pdb.addresses().sections().isEmpty()) {
            return Optional.of(new AddressMap.SectionOffset(1, rva));
        }
        Optional<AddressMap.SectionOffset> place = pdb.addresses().address(rva);
        return place.isEmpty() && options.has(SymbolOptions.OMAP_FIND_NEAREST) ? NearestEntry.find(pdb, rva) : place;
    }

    /** Whether a section holds code. */
    boolean isCode(int section) throws IOException {
        List<SectionHeader> sections = pdb.addresses().sections();
        return section >= 1
                && section <= sections.size()
                && (sections.get(section - 1).characteristics() & CODE) != 0;
    }

    /** Bytes that a value of a type takes; 0 if that is not known. */
    long sizeOf(long type) throws IOException {
        Optional<TypeStream> types = pdb.types();
        return types.isEmpty() || type == 0 ? 0 : Math.max(0, types.get().sizeOf(type));
    }
}

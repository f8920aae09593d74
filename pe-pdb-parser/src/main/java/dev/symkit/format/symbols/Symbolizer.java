// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.BinaryAnnotations;
import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.InlineSiteSymbol;
import dev.symkit.format.codeview.InlineeTable;
import dev.symkit.format.codeview.LineEntry;
import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.dbi.ContributionIndex;
import dev.symkit.format.gsi.PublicAddresses;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Translates addresses to functions, source lines and inlined calls.
 *
 * <p>The function is the procedure of the module whose contribution covers the address, else the nearest public symbol at or before it.
 * Inlined calls are the inline sites of the procedure whose rows cover the address, the outer one first; a site that does not cover it is
 * passed over with all inside it. Remembers what it read of each module. Confined to one thread.
 */
public final class Symbolizer {
    private final PdbFile pdb;
    private final Map<Integer, ModuleIndex> modules = new HashMap<>();
    private final Once<ContributionIndex> contributions;
    private final Once<Optional<PublicAddresses>> publics;
    private final FunctionIds functions;
    private final BinaryAnnotations annotations = new BinaryAnnotations();

    Symbolizer(PdbFile pdb) {
        this.pdb = pdb;
        this.functions = new FunctionIds(pdb);
        this.contributions = new Once<>(() -> pdb.dbi()
                .orElseThrow(() -> new IllegalStateException("no DBI stream"))
                .contributionIndex());
        this.publics = new Once<>(() -> pdb.publics().isEmpty()
                ? Optional.<PublicAddresses>empty()
                : Optional.of(pdb.publics().get().addresses()));
    }

    /**
     * What is at an RVA of the image.
     *
     * @param rva unsigned 32-bit
     * @return empty if no symbol is known there
     * @throws FormatException if what the look-up needs is damaged
     * @throws IOException if the file cannot be read
     */
    public Optional<CodeLocation> find(long rva) throws IOException {
        Optional<AddressMap.SectionOffset> address = pdb.addresses().address(rva);
        return address.isEmpty()
                ? Optional.empty()
                : find(address.get().section(), address.get().offset());
    }

    /**
     * What is at an address of the PDB.
     *
     * @param section number of the section, from 1
     * @param offset bytes from its start, unsigned 32-bit
     */
    public Optional<CodeLocation> find(int section, long offset) throws IOException {
        if (pdb.dbi().isEmpty()) {
            return Optional.empty();
        }
        OptionalInt number = contributions.get().module(section, offset);
        if (number.isPresent() && number.getAsInt() < pdb.moduleCount()) {
            ModuleIndex index = module(number.getAsInt());
            long record = index.procedures.get().find(section, offset);
            if (record != Procedures.NONE) {
                return Optional.of(inProcedure(index, record, section, offset));
            }
        }
        return nearestPublic(section, offset);
    }

    private ModuleIndex module(int number) throws IOException {
        ModuleIndex known = modules.get(number);
        if (known == null) {
            known = new ModuleIndex(pdb.module(number));
            modules.put(number, known);
        }
        return known;
    }

    private Optional<CodeLocation> nearestPublic(int section, long offset) throws IOException {
        Optional<PublicAddresses> all = publics.get();
        int nearest = all.isEmpty() ? PublicAddresses.NONE : all.get().nearest(section, offset);
        if (nearest == PublicAddresses.NONE) {
            return Optional.empty();
        }
        Name name = all.get().at(nearest).decode().name();
        long displacement = offset - all.get().offset();
        return Optional.of(new CodeLocation(
                section, offset, displacement, List.of(new Frame(name, Optional.empty(), false)), true));
    }

    private CodeLocation inProcedure(ModuleIndex index, long record, int section, long offset) throws IOException {
        SymbolReader symbols = index.module.symbols();
        symbols.moveTo(record);
        Symbol symbol = symbols.decode();
        if (!(symbol instanceof ProcSymbol procedure)) {
            throw new FormatException(FormatException.Kind.BAD_VALUE, symbols.place(), "not a procedure");
        }
        long displacement = offset - procedure.offset();
        List<Frame> frames = new ArrayList<>();
        frames.add(new Frame(procedure.name(), line(index, section, offset), false));
        addInlined(index, symbols, procedure, displacement, frames);
        Collections.reverse(frames);
        return new CodeLocation(section, offset, displacement, frames, false);
    }

    private static Optional<SourceLine> line(ModuleIndex index, int section, long offset) throws IOException {
        Optional<LineEntry> row = index.lines.get().lookup(section, offset);
        if (row.isPresent()) {
            return index.line(row.get().fileOffset(), row.get().line());
        }
        Optional<C11Lines> old = index.oldLines.get();
        return old.isEmpty()
                ? Optional.empty()
                : old.get().lookup(section, offset).map(found -> new SourceLine(found.file(), found.line()));
    }

    /** Walks the symbols of a procedure, which the reader stands on, and adds a frame for every site that covers the address. */
    private void addInlined(
            ModuleIndex index, SymbolReader symbols, ProcSymbol procedure, long displacement, List<Frame> frames)
            throws IOException {
        while (symbols.next() && symbols.offset() < procedure.end()) {
            if (!(isSite(symbols.kind()) && symbols.decode() instanceof InlineSiteSymbol site)) {
                continue;
            }
            if (covers(index, symbols, site, procedure, displacement)) {
                if (frames.size() > Limits.MAX_SCOPES) {
                    throw new FormatException(FormatException.Kind.LIMIT, symbols.place(), "too many nested calls");
                }
                Optional<SourceLine> line = index.line(annotations.fileOffset(), annotations.line());
                frames.add(new Frame(inlinee(index, (int) site.inlinee()), line, true));
            } else if (site.end() > symbols.offset() && site.end() < procedure.end()) {
                symbols.moveTo(site.end());
            } else {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        symbols.place(),
                        "an inline site ends at " + site.end() + ", outside its procedure");
            }
        }
    }

    private static boolean isSite(int kind) {
        return kind == SymbolKinds.S_INLINESITE || kind == SymbolKinds.S_INLINESITE2;
    }

    /** Whether a row of a site covers the address; the annotations then stand on it. */
    private boolean covers(
            ModuleIndex index, SymbolReader symbols, InlineSiteSymbol site, ProcSymbol procedure, long displacement)
            throws IOException {
        InlineeTable inlinees = index.inlinees.get();
        int entry = inlinees.find((int) site.inlinee());
        if (entry == InlineeTable.NONE) {
            return false;
        }
        Slice operations = site.annotations();
        annotations.reset(
                operations.toByteArray(),
                0,
                operations.size(),
                symbols.place(),
                symbols.length() - operations.size(),
                inlinees.fileOffset(entry),
                inlinees.line(entry));
        return annotations.seek(displacement, procedure.length());
    }

    private Name inlinee(ModuleIndex index, int id) throws IOException {
        Optional<TypeRecord.FunctionId> function =
                functions.find(index.ids.get().resolve(id));
        return function.isEmpty() ? Name.EMPTY : functions.nameOf(function.get());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SepCodeSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.Contribution;
import dev.symkit.format.dbi.ContributionWalk;
import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.SectionMapEntry;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Compares the structure of a stripped PDB with its source (pdb-strip-semantics.md 2 and 4). */
final class PublicForm {
    private static final int EMPTY_TYPES = 56;
    private static final int FIXUPS = 2;
    private static final int NEW_FPO = 9;
    private static final int KNOWN_SLOTS = 11;

    private final PdbFile source;
    private final PdbFile result;
    private final DbiStream was;
    private final DbiStream is;

    PublicForm(PdbFile source, PdbFile result) throws IOException {
        this.source = source;
        this.result = result;
        this.was = source.dbi().orElseThrow();
        this.is = result.dbi().orElseThrow();
    }

    void check() throws IOException {
        noTypes();
        modules();
        references();
        contributions();
        assertThat(is.sectionMap()).isEqualTo(withoutNames(was.sectionMap()));
        assertThat(is.typeServers()).isEmpty();
        assertThat(is.ecNames().orElseThrow().count()).isZero();
        debugStreams();
        strings();
    }

    private void noTypes() throws IOException {
        assertThat(result.container().stream(2).size()).isEqualTo(EMPTY_TYPES);
        assertThat(result.container().stream(4).size()).isEqualTo(EMPTY_TYPES);
        assertThat(result.types().orElseThrow().count()).isZero();
        assertThat(result.ids().map(ids -> ids.count()).orElse(0L)).isZero();
    }

    private void modules() throws IOException {
        assertThat(result.moduleCount()).isEqualTo(source.moduleCount());
        for (int i = 0; i < result.moduleCount(); i++) {
            DbiModule before = source.module(i).info();
            DbiModule after = result.module(i).info();
            assertThat(after.name()).isEqualTo(before.name());
            assertThat(after.objectFile()).isEqualTo(before.objectFile());
            assertThat(after.first()).isEqualTo(withoutChecksums(before.first()));
            assertThat(after.c11Bytes() + after.c13Bytes() + after.fileCount()).isZero();
            assertThat(after.ecSource() + after.ecPdb()).isZero();
            assertThat(is.fileInfo().fileCount(i)).isZero();
            List<Symbol> kept = symbols(result, i, kind -> true);
            assertThat(after.stream().isPresent()).isEqualTo(!kept.isEmpty());
            assertThat(local(kept)).isEqualTo(local(symbols(source, i, kind -> kind == SymbolKinds.S_LPROC32)));
            kept.forEach(PublicForm::isPublic);
        }
    }

    private static List<Symbol> symbols(PdbFile pdb, int module, IntPredicate wanted) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        for (SymbolReader in = pdb.module(module).symbols(); in.next(); ) {
            if (wanted.test(in.kind())) {
                symbols.add(in.decode());
            }
        }
        return symbols;
    }

    /** The static functions, but for what depends on the place of their record, and their types. */
    private static List<String> local(List<Symbol> symbols) {
        List<String> local = new ArrayList<>();
        for (Symbol symbol : symbols) {
            if (symbol.kind() == SymbolKinds.S_LPROC32 && symbol instanceof ProcSymbol proc) {
                local.add(proc.name() + " " + proc.segment() + ":" + proc.offset() + " " + proc.length() + " "
                        + proc.debugStart() + " " + proc.debugEnd() + " " + proc.flags());
            }
        }
        return local;
    }

    private static void isPublic(Symbol symbol) {
        assertThat(symbol.kind())
                .isIn(SymbolKinds.S_LPROC32, SymbolKinds.S_GPROC32, SymbolKinds.S_SEPCODE, SymbolKinds.S_END);
        if (symbol instanceof ProcSymbol proc) {
            assertThat(proc.type() + proc.parent() + proc.next()).isZero();
        } else if (symbol instanceof SepCodeSymbol code) {
            assertThat(code.parent()).isZero();
        }
    }

    /** Each names a procedure, and each procedure has one. */
    private void references() throws IOException {
        List<Symbol> references = Pdbs.symbols(result.globals().orElseThrow().inRecordOrder());
        for (Symbol each : references) {
            ReferenceSymbol reference = (ReferenceSymbol) each;
            assertThat(reference.kind()).isIn(SymbolKinds.S_PROCREF, SymbolKinds.S_LPROCREF);
            assertThat(reference.sum()).isZero();
            assertThat(result.resolve(reference))
                    .hasValueSatisfying(
                            symbol -> assertThat(((ProcSymbol) symbol).name()).isEqualTo(reference.name()));
        }
        long procedures = 0;
        for (int i = 0; i < result.moduleCount(); i++) {
            procedures += symbols(result, i, kind -> true).stream()
                    .filter(ProcSymbol.class::isInstance)
                    .count();
        }
        assertThat((long) references.size()).isEqualTo(procedures);
    }

    private static Contribution withoutChecksums(Contribution before) {
        return new Contribution(
                before.section(), before.offset(), before.size(), before.characteristics(), before.module(), 0, 0, 0);
    }

    private static List<SectionMapEntry> withoutNames(List<SectionMapEntry> map) {
        return map.stream()
                .map(each -> new SectionMapEntry(
                        each.flags(),
                        each.overlay(),
                        each.group(),
                        each.frame(),
                        0xFFFF,
                        0xFFFF,
                        each.offset(),
                        each.size()))
                .toList();
    }

    private void contributions() throws IOException {
        ContributionWalk after = is.contributions();
        for (ContributionWalk before = was.contributions(); before.next(); ) {
            assertThat(after.next()).isTrue();
            if (!after.decode().equals(withoutChecksums(before.decode()))) {
                throw new AssertionError(after.decode() + " is not " + before.decode());
            }
        }
        assertThat(after.next()).isFalse();
    }

    private void debugStreams() throws IOException {
        DebugStreams before = was.debugStreams();
        DebugStreams after = is.debugStreams();
        assertThat(after.slotCount()).isEqualTo(Math.max(KNOWN_SLOTS, before.slotCount()));
        for (int slot = 0; slot < after.slotCount(); slot++) {
            boolean kept =
                    slot != FIXUPS && slot < KNOWN_SLOTS && before.slot(slot).isPresent();
            assertThat(after.slot(slot).isPresent()).as("slot " + slot).isEqualTo(kept);
            if (kept && slot != NEW_FPO) {
                assertThat(Pdbs.stream(result, after.slot(slot).getAsInt()))
                        .isEqualTo(Pdbs.stream(source, before.slot(slot).getAsInt()));
            }
        }
        assertThat(frames(result)).isEqualTo(frames(source));
    }

    private static List<String> frames(PdbFile pdb) throws IOException {
        var table = pdb.dbi().orElseThrow().debugStreams().frameData();
        List<String> frames = new ArrayList<>();
        for (int i = 0; table.isPresent() && i < table.get().count(); i++) {
            FrameData frame = table.get().get(i);
            String all = frame.toString().replaceFirst("program=[^,\\]]*", "");
            frames.add(all + program(pdb, frame));
        }
        return frames;
    }

    private static Name program(PdbFile pdb, FrameData frame) throws IOException {
        return pdb.strings().flatMap(table -> table.find(frame.program())).orElse(Name.EMPTY);
    }

    private void strings() throws IOException {
        boolean frames = is.debugStreams().slot(NEW_FPO).isPresent();
        assertThat(Pdbs.names(result))
                .containsExactlyInAnyOrderElementsOf(frames ? List.of("/LinkInfo", "/names") : List.of("/LinkInfo"));
        assertThat(Pdbs.named(result, "/LinkInfo")).isEmpty();
        Optional<StringTable> strings = result.strings();
        if (strings.isPresent()) {
            Set<Name> programs = new TreeSet<>();
            var table = is.debugStreams().frameData().orElseThrow();
            for (int i = 0; i < table.count(); i++) {
                programs.add(program(result, table.get(i)));
            }
            for (StringTable.Walk walk = strings.get().walk(); walk.next(); ) {
                assertThat(programs).contains(walk.name());
            }
        }
    }
}

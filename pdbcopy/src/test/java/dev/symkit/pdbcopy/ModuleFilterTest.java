// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SepCodeSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which symbols of a module stay, with modules that no sample has (pdb-strip-semantics.md 4). */
final class ModuleFilterTest {
    private static final int CODE = 1;

    private static PdbStreams sample() throws IOException {
        return PdbStreams.of(Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x64/hello.pdb"))));
    }

    private static PdbFile strip(SymbolBytes symbols) throws IOException {
        PdbFile source = sample().firstModule(symbols.toByteArray()).open();
        return Pdbs.open(Pdbs.strip(source, StripOptions.DEFAULT));
    }

    private static List<Symbol> symbols(PdbFile pdb) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        for (SymbolReader in = pdb.module(0).symbols(); in.next(); ) {
            symbols.add(in.decode());
        }
        return symbols;
    }

    private static List<Integer> kinds(PdbFile pdb) throws IOException {
        return symbols(pdb).stream().map(Symbol::kind).toList();
    }

    /** The references to the first module: kind, offset, name. */
    private static List<String> references(PdbFile pdb) throws IOException {
        return Pdbs.symbols(pdb.globals().orElseThrow().inRecordOrder()).stream()
                .map(ReferenceSymbol.class::cast)
                .filter(each -> each.module() == 1)
                .map(each -> SymbolKinds.nameOf(each.kind()) + " " + each.symbolOffset() + " " + each.name())
                .toList();
    }

    /** Bytes of a procedure with a name of so many letters. */
    private static int size(int letters) {
        return 4 + (35 + letters + 1 + 3) / 4 * 4;
    }

    /** Two pieces of separated code, each with its own end, behind one that has a block and a local inside; then a plain function. */
    private static SymbolBytes separated() {
        SymbolBytes out = new SymbolBytes();
        int block = 4 + size(3);
        int inner = 16;
        int end = block + inner + 4;
        out.procedure(SymbolKinds.S_GPROC32, end, CODE, 0x100, "hot");
        out.record(SymbolKinds.S_BPREL32, new LittleEndian().u32(8).u32(0x74).nulTerminated("abc"));
        out.end();
        assertThat(out.at()).isEqualTo(end);
        out.end();
        for (int offset = 0x10; offset <= 0x20; offset += 0x10) {
            out.separated(4, out.at() + 32, offset);
            out.end();
        }
        out.procedure(SymbolKinds.S_GPROC32, out.at() + size(5), CODE, 0x200, "plain")
                .end();
        return out.procedure(SymbolKinds.S_LPROC32, out.at() + size(4), CODE, 0x300, "here")
                .end();
    }

    @Test
    void separatedCodeStaysWithItsProcedure() throws IOException {
        PdbFile result = strip(separated());
        assertThat(kinds(result))
                .containsExactly(
                        SymbolKinds.S_GPROC32,
                        SymbolKinds.S_END,
                        SymbolKinds.S_SEPCODE,
                        SymbolKinds.S_END,
                        SymbolKinds.S_SEPCODE,
                        SymbolKinds.S_END,
                        SymbolKinds.S_LPROC32,
                        SymbolKinds.S_END);
        int first = 4 + size(3);
        List<Symbol> symbols = symbols(result);
        assertThat(symbols.get(0))
                .isEqualTo(new ProcSymbol(
                        SymbolKinds.S_GPROC32, 0, first, 0, 0x40, 3, 0x3D, 0, 0x100, CODE, 0x80, Name.of("hot")));
        assertThat(symbols.get(2)).isEqualTo(new SepCodeSymbol(0, first + 4 + 32, 0x20, 2, 0x10, 0x1000, 2, 1));
        assertThat(symbols.get(4)).isEqualTo(new SepCodeSymbol(0, first + 40 + 32, 0x20, 2, 0x20, 0x1000, 2, 1));
        int last = first + 4 + 36 * 2;
        assertThat(references(result)).containsExactlyInAnyOrder("S_PROCREF 4 hot", "S_LPROCREF " + last + " here");
        assertThat(symbols.get(6)).isInstanceOfSatisfying(ProcSymbol.class, here -> {
            assertThat(here.end()).isEqualTo(last + size(4));
            assertThat(here.type()).isZero();
            assertThat(here.name()).isEqualTo(Name.of("here"));
        });
    }

    @Test
    void listOfReferencesNamesTheirRecords() throws IOException {
        PdbFile result = strip(separated());
        var info = result.module(0).info();
        var in = result.module(0).stream().cursor(info.symbolBytes(), 12);
        assertThat(result.module(0).stream().size()).isEqualTo(info.symbolBytes() + 12);
        assertThat(in.u32()).isEqualTo(8);
        List<String> names = new ArrayList<>();
        SymbolReader records = result.symbolRecords().orElseThrow().inAnyOrder();
        while (in.remaining() > 0) {
            records.moveTo(in.u32());
            names.add(((ReferenceSymbol) records.decode()).name().toString());
        }
        assertThat(names).containsExactly("hot", "here");
    }

    @Test
    void strippingTwiceIsStrippingOnce() throws IOException {
        byte[] once = Pdbs.strip(sample().firstModule(separated().toByteArray()).open(), StripOptions.DEFAULT);
        assertThat(Pdbs.strip(once)).isEqualTo(once);
    }

    /** With a public goes the procedure at its address, and with that its separated code. */
    @Test
    void separatedCodeGoesWithItsProcedure() throws IOException {
        PdbStreams streams = sample();
        Name name = Name.of("hello_main");
        StripOptions drop =
                new StripOptions(StripOptions.Filter.DROP, Set.of(name), false, true, false, false, List.of());
        PdbFile pdb = streams.open();
        PublicSymbol place =
                (PublicSymbol) pdb.publics().orElseThrow().finder().find(name).get(0);
        SymbolBytes symbols = new SymbolBytes();
        symbols.procedure(SymbolKinds.S_GPROC32, symbols.at() + size(1), CODE, (int) place.offset(), "f")
                .end();
        symbols.separated(4, symbols.at() + 32, 0x10).end();
        symbols.separated(4, symbols.at() + 32, 0x20).end();
        symbols.procedure(SymbolKinds.S_GPROC32, symbols.at() + size(1), CODE, 0x7000, "g")
                .end();
        symbols.separated(4, symbols.at() + 32, 0x30).end();
        PdbFile result =
                Pdbs.open(Pdbs.strip(streams.firstModule(symbols.toByteArray()).open(), drop));
        assertThat(references(result)).containsExactly("S_PROCREF 4 g");
        assertThat(kinds(result))
                .containsExactly(SymbolKinds.S_GPROC32, SymbolKinds.S_END, SymbolKinds.S_SEPCODE, SymbolKinds.S_END);
    }

    /** A white list: neither kinds of link-time code generation, nor ones of which nothing is known. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                SymbolKinds.S_GPROC32_ID,
                SymbolKinds.S_LPROC32_ID,
                SymbolKinds.S_LPROC32_DPC,
                SymbolKinds.S_GMANPROC,
                SymbolKinds.S_POGODATA,
                SymbolKinds.S_HOTPATCHFUNC,
                SymbolKinds.S_TRAMPOLINE,
                SymbolKinds.S_LDATA32,
                SymbolKinds.S_FASTLINK,
                0x1ABC
            })
    void otherKindsGo(int kind) throws IOException {
        SymbolBytes symbols = new SymbolBytes();
        symbols.record(kind, new LittleEndian().padTo(36).nulTerminated("secret"));
        PdbFile result = strip(symbols);
        assertThat(result.module(0).info().stream()).isEmpty();
        assertThat(result.module(0).info().symbolBytes()).isZero();
        assertThat(references(result)).isEmpty();
    }

    /** Separated code directly behind the end of a scope in the procedure does not count. */
    @Test
    void globalProcedureWithoutSeparatedCodeGoes() throws IOException {
        SymbolBytes symbols = new SymbolBytes();
        symbols.procedure(SymbolKinds.S_GPROC32, 4 + size(1), CODE, 0, "f").end();
        symbols.record(
                SymbolKinds.S_LDATA32,
                new LittleEndian().u32(0x74).u32(0).u16(2).nulTerminated("d"));
        symbols.separated(4, symbols.at() + 32, 0x10).end();
        assertThat(kinds(strip(symbols))).containsExactly(SymbolKinds.S_SEPCODE, SymbolKinds.S_END);
    }

    @Test
    void endThatIsNoneIsDamage() {
        SymbolBytes symbols = new SymbolBytes();
        symbols.procedure(SymbolKinds.S_LPROC32, 4, CODE, 0, "f").end();
        assertThatThrownBy(() -> strip(symbols))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        damaged -> assertThat(damaged.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageContaining("S_END");
    }

    @Test
    void withoutLocalProceduresNothingStays() throws IOException {
        StripOptions options =
                new StripOptions(StripOptions.Filter.NONE, Set.of(), false, false, false, false, List.of());
        PdbFile source = sample().firstModule(separated().toByteArray()).open();
        PdbFile result = Pdbs.open(Pdbs.strip(source, options));
        for (int i = 0; i < result.moduleCount(); i++) {
            assertThat(result.module(i).info().stream()).isEmpty();
        }
        assertThat(result.globals().orElseThrow().count()).isZero();
        assertThat(Pdbs.publics(result)).isNotEmpty().isEqualTo(Pdbs.publics(source));
    }
}

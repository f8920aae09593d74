// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.StripOptions.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which publics {@code -f} and {@code -F} leave, and which procedures with them (pdb-strip-semantics.md 5). */
final class PublicSelectionTest {
    private static final int CODE = 1;
    private static final int DATA = 2;

    private static final List<PublicSymbol> ALL = List.of(
            symbol("a", CODE, 0x10),
            symbol("b", CODE, 0x20),
            symbol("b2", CODE, 0x20),
            symbol("c", CODE, 0x30),
            symbol("data", DATA, 0x8),
            symbol("high", DATA, 0x90000000L));

    private static PublicSymbol symbol(String name, int section, long offset) {
        return new PublicSymbol(SymbolKinds.S_PUB32, 2, offset, section, Name.of(name));
    }

    private static StripOptions options(Filter filter, boolean keepNext, String... names) {
        Set<Name> set = Stream.of(names).map(Name::of).collect(Collectors.toSet());
        return new StripOptions(filter, set, keepNext, true, false, false, List.of());
    }

    private static PublicSelection select(Filter filter, boolean keepNext, String... names) {
        return PublicSelection.of(options(filter, keepNext, names), ALL);
    }

    private static List<String> names(List<PublicSymbol> symbols) {
        return symbols.stream().map(each -> each.name().toString()).toList();
    }

    private static List<String> texts(List<Name> names) {
        return names.stream().map(Name::toString).toList();
    }

    @Test
    void withoutFilterAllStay() {
        PublicSelection selection = PublicSelection.of(StripOptions.DEFAULT, ALL);
        assertThat(selection.kept()).isEqualTo(ALL);
        assertThat(selection.removedCount()).isZero();
        assertThat(selection.keepsProcedures()).isTrue();
        assertThat(selection.isRemoved(CODE, 0x10)).isFalse();
    }

    @Test
    void droppedByWholeNameWithCase() {
        PublicSelection selection = select(Filter.DROP, false, "b", "A", "dat", "nowhere");
        assertThat(names(selection.kept())).containsExactly("a", "b2", "c", "data", "high");
        assertThat(selection.removedCount()).isEqualTo(1);
        assertThat(texts(selection.notFound())).containsExactly("A", "dat", "nowhere");
        assertThat(selection.keepsProcedures()).isTrue();
        assertThat(selection.withoutNext()).isEmpty();
    }

    /** Of the address of a removed public no procedure stays, even if another public is there too. */
    @Test
    void addressesOfDroppedPublicsAreRemoved() {
        PublicSelection selection = select(Filter.DROP, false, "b", "high");
        assertThat(selection.isRemoved(CODE, 0x20)).isTrue();
        assertThat(selection.isRemoved(DATA, 0x90000000L)).isTrue();
        assertThat(selection.isRemoved(DATA, 0x20)).isFalse();
        assertThat(selection.isRemoved(CODE, 0x10)).isFalse();
    }

    @Test
    void onlyNamedStay() {
        PublicSelection selection = select(Filter.KEEP, false, "a", "data", "nowhere");
        assertThat(names(selection.kept())).containsExactly("a", "data");
        assertThat(selection.removedCount()).isEqualTo(4);
        assertThat(texts(selection.notFound())).containsExactly("nowhere");
        assertThat(selection.keepsProcedures()).isFalse();
        assertThat(selection.keptAsNext()).isEmpty();
        assertThat(texts(selection.withoutNext())).containsExactly("a", "data");
    }

    /** One of those at the next address is enough: the first by name. None follows into another section. */
    @Test
    void nextStaysWithNamed() {
        PublicSelection selection = select(Filter.KEEP, true, "a", "c", "high");
        assertThat(names(selection.kept())).containsExactly("a", "c", "high", "b");
        assertThat(names(selection.keptAsNext())).containsExactly("b");
        assertThat(selection.removedCount()).isEqualTo(2);
        assertThat(selection.withoutNext()).isEmpty();
    }

    @Test
    void nextThatIsNamedIsNoExtra() {
        PublicSelection selection = select(Filter.KEEP, true, "a", "b2");
        assertThat(names(selection.kept())).containsExactly("a", "b2", "c");
        assertThat(names(selection.keptAsNext())).containsExactly("c");
    }

    @Test
    void offsetsAreUnsigned() {
        assertThat(names(select(Filter.KEEP, true, "data").keptAsNext())).containsExactly("high");
        assertThat(select(Filter.KEEP, true, "high").keptAsNext()).isEmpty();
    }

    @Test
    void nothingFoundGivesAnEmptyTable() throws IOException {
        PdbFile result = Pdbs.open(Pdbs.strip(sample(), options(Filter.KEEP, true, "nowhere")));
        assertThat(Pdbs.publics(result)).isEmpty();
        assertThat(Pdbs.stream(result, result.dbi().orElseThrow().fields().symbols()))
                .isEmpty();
        assertThat(Pdbs.stream(result, result.dbi().orElseThrow().fields().globals()))
                .hasSize(16);
        assertThat(Pdbs.stream(result, result.dbi().orElseThrow().fields().publics()))
                .hasSize(44);
    }

    private static PdbFile sample() throws IOException {
        return Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x64/engine.pdb")));
    }

    /** The module has static functions at the addresses of two publics and at one of its own. */
    private static PdbFile withStaticFunctions() throws IOException {
        PdbFile sample = sample();
        SymbolBytes symbols = new SymbolBytes();
        for (Name name : List.of(Name.of("engine_step"), Name.of("engine_spawn"))) {
            PublicSymbol place = (PublicSymbol)
                    sample.publics().orElseThrow().finder().find(name).get(0);
            staticFunction(symbols, (int) place.offset(), "static_" + name);
        }
        staticFunction(symbols, 0x7000, "alone");
        return PdbStreams.of(sample).firstModule(symbols.toByteArray()).open();
    }

    private static void staticFunction(SymbolBytes symbols, int offset, String name) {
        int size = 4 + (35 + name.length() + 1 + 3) / 4 * 4;
        symbols.procedure(SymbolKinds.S_LPROC32, symbols.at() + size, CODE, offset, name)
                .end();
    }

    private static Set<String> procedures(PdbFile pdb) throws IOException {
        Set<String> found = new TreeSet<>();
        List<String> references = new ArrayList<>();
        for (SymbolReader in = pdb.module(0).symbols(); in.next(); ) {
            if (in.kind() == SymbolKinds.S_LPROC32) {
                found.add(Name.copyOf(in.buffer(), in.nameStart(), in.nameLength())
                        .toString());
            }
        }
        for (String name : found) {
            if (!pdb.globals().orElseThrow().finder().find(Name.of(name)).isEmpty()) {
                references.add(name);
            }
        }
        assertThat(references).containsExactlyElementsOf(found);
        assertThat(pdb.globals().orElseThrow().count()).isEqualTo(found.size());
        return found;
    }

    @Test
    void staticFunctionsAtAddressesOfDroppedPublicsGo() throws IOException {
        PdbFile source = withStaticFunctions();
        assertThat(procedures(Pdbs.open(Pdbs.strip(source, StripOptions.DEFAULT))))
                .containsExactly("alone", "static_engine_spawn", "static_engine_step");
        byte[] file = Pdbs.strip(source, options(Filter.DROP, false, "engine_step"));
        assertThat(procedures(Pdbs.open(file))).containsExactly("alone", "static_engine_spawn");
        assertThat(new String(file, ISO_8859_1)).doesNotContain("engine_step");
    }

    @Test
    void staticFunctionsGoIfPublicsAreChosen() throws IOException {
        byte[] file = Pdbs.strip(withStaticFunctions(), options(Filter.KEEP, false, "engine_step"));
        PdbFile result = Pdbs.open(file);
        assertThat(procedures(result)).isEmpty();
        assertThat(Pdbs.publics(result)).singleElement().asString().endsWith(" engine_step");
    }

    @Test
    void reportNamesWhatWasDone() throws IOException {
        StripReport report = Pdbs.stripped(
                        withStaticFunctions(), options(Filter.KEEP, true, "engine_version", "nowhere"))
                .report();
        assertThat(report.publicsKept()).isEqualTo(2);
        assertThat(report.publicsRemoved()).isEqualTo(3);
        assertThat(report.keptAsNext()).containsExactly("engine_spawn");
        assertThat(report.notFound()).containsExactly("nowhere");
        assertThat(report.staticFunctions()).isEmpty();
    }
}

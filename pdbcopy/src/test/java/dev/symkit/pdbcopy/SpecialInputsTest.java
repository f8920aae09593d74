// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.FileInfo;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PDBs that are unlike the usual one (pdb-strip-semantics.md 3.0). */
final class SpecialInputsTest {
    private static final String FASTLINK = "native/x64-fastlink/Native_x64_VS2019_CPlusPlus_DEBUG_FASTLINK.pdb";
    private static final String MIXED = "managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.pdb";
    private static final String INCREMENTAL = "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb";
    private static final String ARM64EC = "native/arm64ec-rust/ARM64EC_rust_notApplicable.pdb";
    private static final String JNI = "native/x64-signed-jni/onnxruntime4j_jni.pdb";
    private static final String SOURCE_LINK = "managed/symreader/SourceLink.pdb";
    private static final String SOURCE_SERVER = "native/x86-crash/crash_with_srcsrv.pdb";
    private static final int SECTION_HEADERS = 5;

    private static PdbFile corpus(String path) throws IOException {
        return Pdbs.open(Corpus.assumePresent().bytes(path));
    }

    private static PdbFile strip(PdbFile pdb) throws IOException {
        return Pdbs.open(Pdbs.strip(pdb, StripOptions.DEFAULT));
    }

    private static List<Integer> kinds(PdbFile pdb) throws IOException {
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < pdb.moduleCount(); i++) {
            for (SymbolReader in = pdb.module(i).symbols(); in.next(); ) {
                kinds.add(in.kind());
            }
        }
        return kinds;
    }

    private static List<String> warnings(PdbFile pdb) throws IOException {
        return Pdbs.stripped(pdb, StripOptions.DEFAULT).report().warnings();
    }

    @Test
    void currentCompilerForX64() throws IOException {
        PdbFile source = corpus(JNI);
        PdbFile result = strip(source);
        DebugStreams slots = result.dbi().orElseThrow().debugStreams();
        assertThat(source.dbi().orElseThrow().debugStreams().fixupStream()).isPresent();
        assertThat(slots.slotCount())
                .isEqualTo(source.dbi().orElseThrow().debugStreams().slotCount());
        for (int slot = 0; slot < slots.slotCount(); slot++) {
            assertThat(slots.slot(slot))
                    .as("slot " + slot)
                    .isEqualTo(slot == SECTION_HEADERS ? OptionalInt.of(6) : OptionalInt.empty());
        }
        assertThat(Pdbs.names(result)).containsExactly("/LinkInfo");
        assertThat(firstModuleStream(result)).isEqualTo(7);
    }

    private static int firstModuleStream(PdbFile pdb) throws IOException {
        for (int i = 0; i < pdb.moduleCount(); i++) {
            OptionalInt stream = pdb.module(i).info().stream();
            if (stream.isPresent()) {
                return stream.getAsInt();
            }
        }
        return -1;
    }

    @Test
    void lld() throws IOException {
        PdbFile x86 = strip(corpus("lld/x86/full.pdb"));
        PdbFile x64 = strip(corpus("lld/x64/full.pdb"));
        assertThat(x86.dbi().orElseThrow().debugStreams().slotCount()).isEqualTo(11);
        assertThat(Pdbs.names(x86)).containsExactlyInAnyOrder("/LinkInfo", "/names");
        assertThat(Pdbs.names(x64)).containsExactly("/LinkInfo");
        long staticFunctions = kinds(corpus("lld/x86/full.pdb")).stream()
                .filter(kind -> kind == SymbolKinds.S_LPROC32)
                .count();
        assertThat(staticFunctions).isPositive();
        assertThat(kinds(x86).stream().filter(kind -> kind == SymbolKinds.S_LPROC32))
                .hasSize((int) staticFunctions);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 8192, 16384, 32768, 65536})
    void pageSizeDoesNotMatter(int pageSize) throws IOException {
        PdbFile source = Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x86/hello.pdb")));
        byte[] expected = Pdbs.strip(source, StripOptions.DEFAULT);
        assertThat(Pdbs.strip(PdbStreams.of(source).open(pageSize), StripOptions.DEFAULT))
                .isEqualTo(expected);
    }

    @Test
    void largePagesOfALinker() throws IOException {
        PdbFile source = corpus("lld/x64/page8k.pdb");
        byte[] result = Pdbs.strip(source, StripOptions.DEFAULT);
        assertThat(Pdbs.strip(PdbStreams.of(source).open(4096), StripOptions.DEFAULT))
                .isEqualTo(result);
        assertThat(Pdbs.publics(Pdbs.open(result))).hasSize(15).isEqualTo(Pdbs.publics(source));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void moreSlotsStayAndLeadNowhere(int more) throws IOException {
        PdbFile source = corpus("lld/x64/full.pdb");
        PdbFile result = strip(PdbStreams.of(source).moreSlots(more).open());
        DebugStreams slots = result.dbi().orElseThrow().debugStreams();
        assertThat(slots.slotCount()).isEqualTo(11 + more);
        assertThat(slots.slot(SECTION_HEADERS)).hasValue(6);
        assertThat(slots.slot(11)).isEmpty();
        assertThat(Pdbs.publics(result)).isEqualTo(Pdbs.publics(source));
    }

    /** Where the format has 16 bits for their number. */
    @Test
    void moreSourceFilesThanCanBeCounted() throws IOException {
        PdbFile source = corpus("lld/x64/full.pdb");
        byte[] expected = Pdbs.strip(source, StripOptions.DEFAULT);
        PdbFile many = PdbStreams.of(source).files(60_000, 10_000).open();
        FileInfo files = many.dbi().orElseThrow().fileInfo();
        assertThat(files.fileCount()).isEqualTo(70_000);
        assertThat(files.fileCount(1)).isEqualTo(10_000);
        assertThat(new String(Pdbs.stream(many, PdbStreams.DBI), ISO_8859_1)).contains("secret\\69999.cpp");
        assertThat(Pdbs.strip(many, StripOptions.DEFAULT)).isEqualTo(expected);
    }

    /** Of the streams that no sample has: the token map of managed code, function entries, and the headers before an instrumentation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 10})
    void rareDebugStreamsAreCopied(int slot) throws IOException {
        byte[] content = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        PdbFile source = PdbStreams.of(corpus("lld/x64/full.pdb"))
                .slot(slot, content)
                .slot(2, content)
                .open();
        DebugStreams slots = strip(source).dbi().orElseThrow().debugStreams();
        assertThat(slots.slot(2)).isEmpty();
        assertThat(Pdbs.stream(strip(source), slots.slot(slot).orElseThrow())).isEqualTo(content);
        assertThat(List.of(
                        slots.slot(slot).orElseThrow(),
                        slots.slot(SECTION_HEADERS).orElseThrow()))
                .containsExactly(6, 7);
    }

    @Test
    void sourceServerIsDroppedOrKept() throws IOException {
        assertThat(Pdbs.named(corpus(SOURCE_SERVER), "srcsrv")).isNotEmpty();
        keptByOption(
                SOURCE_SERVER,
                new StripOptions(StripOptions.Filter.NONE, Set.of(), false, true, true, false, List.of()),
                "srcsrv");
    }

    @Test
    void sourceLinkIsDroppedOrKept() throws IOException {
        StripOptions keep = new StripOptions(StripOptions.Filter.NONE, Set.of(), false, true, false, true, List.of());
        assertThat(Pdbs.named(corpus(SOURCE_LINK), "sourcelink")).isNotEmpty();
        keptByOption(SOURCE_LINK, keep, "sourcelink");
        keptByOption(JNI, keep, "sourcelink$1");
    }

    private static void keptByOption(String path, StripOptions keep, String name) throws IOException {
        PdbFile source = corpus(path);
        assertThat(Pdbs.names(source)).contains(name, "/src/headerblock");
        PdbFile without = strip(source);
        assertThat(Pdbs.names(without)).isSubsetOf("/LinkInfo", "/names");
        PdbFile with = Pdbs.open(Pdbs.strip(source, keep));
        List<String> names = new ArrayList<>(Pdbs.names(without));
        names.add(name);
        assertThat(Pdbs.names(with)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(Pdbs.named(with, name)).isEqualTo(Pdbs.named(source, name));
        assertThat(with.container().streamCount()).isEqualTo(without.container().streamCount() + 1);
        assertThat(with.info().names().find(Name.of(name)))
                .hasValue(with.dbi().orElseThrow().fields().symbols() + 1);
        assertThat(Pdbs.named(with, "/LinkInfo")).isEmpty();
    }

    @Test
    void incrementalLink() throws IOException {
        PdbFile source = corpus(INCREMENTAL);
        assertThat(source.dbi().orElseThrow().fields().isIncremental()).isTrue();
        assertThat(source.publics().orElseThrow().thunks().count()).isPositive();
        assertThat(kinds(source)).contains(SymbolKinds.S_TRAMPOLINE);
        PdbFile result = strip(source);
        assertThat(result.dbi().orElseThrow().fields().flags()).isEqualTo(2);
        assertThat(result.publics().orElseThrow().thunks().count()).isZero();
        assertThat(result.publics().orElseThrow().sections()).isEmpty();
        assertThat(kinds(result)).isNotEmpty().isSubsetOf(SymbolKinds.S_LPROC32, SymbolKinds.S_END);
        assertThat(Pdbs.publics(result)).hasSize(253).isEqualTo(Pdbs.publics(source));
    }

    @Test
    void fastlink() throws IOException {
        PdbFile source = corpus(FASTLINK);
        PdbFile result = strip(source);
        assertThat(source.info().features().isMini()).isTrue();
        assertThat(result.info().features().isMini()).isFalse();
        assertThat(kinds(result)).isEmpty();
        for (int i = 0; i < result.moduleCount(); i++) {
            assertThat(result.module(i).info().stream()).isEmpty();
        }
        assertThat(Pdbs.publics(result)).hasSize(313).isEqualTo(Pdbs.publics(source));
        assertThat(result.globals().orElseThrow().count()).isZero();
        int contributions = PdbStreams.of(result).edit(PdbStreams.DBI).getInt(28);
        int before = PdbStreams.of(source).edit(PdbStreams.DBI).getInt(28);
        assertThat((contributions - 4) / 28).isEqualTo((before - 4) / 32);
        assertThat(warnings(source)).anyMatch(warning -> warning.contains("FASTLINK"));
    }

    @Test
    void mixedMode() throws IOException {
        PdbFile source = corpus(MIXED);
        Set<Integer> before = new TreeSet<>(kinds(source));
        assertThat(before).containsAnyOf(SymbolKinds.S_GMANPROC, SymbolKinds.S_LMANPROC);
        PdbFile result = strip(source);
        assertThat(kinds(result)).isSubsetOf(SymbolKinds.S_LPROC32, SymbolKinds.S_END);
        assertThat(Pdbs.publics(result)).hasSize(424).isEqualTo(Pdbs.publics(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "managed/csharp-debugtype-full/Managed_x64_VS2019_CSharp_DebugType_Full.pdb",
                "managed/symreader/VB.pdb",
                "symstore-py/dummylib.pdb"
            })
    void managed(String path) throws IOException {
        PdbFile source = corpus(path);
        PdbFile result = strip(source);
        DbiFields fields = result.dbi().orElseThrow().fields();
        assertThat(fields.machine()).isEqualTo(0xC0EE);
        assertThat(fields.isStripped()).isTrue();
        assertThat(kinds(result)).isEmpty();
        assertThat(Pdbs.publics(result)).isEmpty();
        assertThat(result.moduleCount()).isEqualTo(source.moduleCount());
        assertThat(result.dbi().orElseThrow().debugStreams().slotCount()).isEqualTo(11);
        assertThat(warnings(source)).contains("managed PDB: no public symbols");
    }

    @Test
    void arm64ec() throws IOException {
        PdbFile source = corpus(ARM64EC);
        PdbFile result = strip(source);
        assertThat(result.dbi().orElseThrow().fields().machine())
                .isEqualTo(source.dbi().orElseThrow().fields().machine())
                .isEqualTo(0xA64E);
        assertThat(Pdbs.publics(result)).hasSize(763).isEqualTo(Pdbs.publics(source));
        assertThat(Pdbs.publics(result)).anyMatch(each -> each.contains(" #"));
    }

    @Test
    void typesOnly() throws IOException {
        PdbFile source = corpus("symstore-py/vc140.pdb");
        assertThatThrownBy(() -> Pdbs.stripped(source, StripOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED))
                .hasMessageContaining("no debug information stream");
    }

    @Test
    void msfzIsReadThrough() throws IOException {
        byte[] result = Pdbs.strip(corpus("msfz/HelloWorld.pdz"), StripOptions.DEFAULT);
        assertThat(new String(result, 0, 24, ISO_8859_1)).isEqualTo("Microsoft C/C++ MSF 7.00");
        assertThat(result).isEqualTo(Pdbs.strip(corpus("msfz/HelloWorld.pdb"), StripOptions.DEFAULT));
    }

    @Test
    void strippedByMicrosoft() throws IOException {
        PdbFile source = corpus("symstore-py/bigage.pdb");
        byte[] once = Pdbs.strip(source, StripOptions.DEFAULT);
        PdbFile result = Pdbs.open(once);
        assertThat(Pdbs.publics(result)).hasSize(167).isEqualTo(Pdbs.publics(source));
        assertThat(kinds(result)).isNotEmpty().isEqualTo(kinds(source));
        assertThat(result.info().info()).isEqualTo(source.info().info());
        assertThat(result.info().info().age()).isEqualTo(10);
        assertThat(Pdbs.named(result, "/names")).isEqualTo(Pdbs.named(source, "/names"));
        assertThat(warnings(source)).isEmpty();
        assertThat(Pdbs.strip(once)).isEqualTo(once);
    }
}

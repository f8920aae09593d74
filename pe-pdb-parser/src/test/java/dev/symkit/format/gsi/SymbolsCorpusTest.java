// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real PDBs of many compilers. */
class SymbolsCorpusTest {
    private static final int DAMAGES = 400;

    private static PdbSymbols open(String path) throws IOException {
        return PdbSymbols.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pdb20/CommandLine.pdb",
                "native/x86-vs2003/Compiled2003.pdb",
                "native/x86-vs2005/native2005.pdb",
                "age-series/age1/vs2012.pdb",
                "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.pdb",
                "native/x64-fastlink/Native_x64_VS2019_CPlusPlus_DEBUG_FASTLINK.pdb",
                "native/x64-vs2019-brepro/Native_x64_VS2019_SHA256.pdb",
                "native/x86-brepro/Native_I386_WindowsGui_Link_14_0_Brepro.pdb",
                "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb",
                "native/x86-omap/omap_stretched.pdb",
                "native/arm-msvc/ARM_CETShadowStack_NotApplicable.pdb",
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb",
                "native/arm64ec-rust/ARM64EC_rust_notApplicable.pdb",
                "native/x64-signed-jni/onnxruntime4j_jni.pdb",
                "managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.pdb",
                "managed/symreader/VB.pdb",
                "symstore-py/bigage.pdb",
                "symstore-py/vc140.pdb",
                "lld/x86/full.pdb"
            })
    void everySymbolIsFoundByItsNameAndItsAddress(String path) throws IOException {
        PdbSymbols pdb = open(path);
        GlobalsStream globals = pdb.globals();
        assertThat(namesFound(globals.inHashOrder(), globals.finder())).isEqualTo(globals.count());
        PublicsStream publics = pdb.publics();
        assertThat(namesFound(publics.inHashOrder(), publics.finder())).isEqualTo(publics.count());
        assertThat(publics.addressCount()).isEqualTo(publics.count());
        PublicAddresses addresses = publics.addresses();
        for (int i = 0; i < addresses.count(); i++) {
            addresses.at(i);
            int segment = addresses.segment();
            long offset = addresses.offset();
            int nearest = addresses.nearest(segment, offset);
            assertThat(nearest).isBetween(0, i);
            addresses.at(nearest);
            assertThat(addresses.offset()).isEqualTo(offset);
        }
    }

    private static long namesFound(SymbolWalk walk, SymbolFinder finder) throws IOException {
        long found = 0;
        while (walk.next()) {
            SymbolReader symbol = walk.symbol();
            Name name = symbol.decode().name();
            assertThat(symbol.hasName(name)).as(name::toString).isTrue();
            long offset = symbol.offset();
            for (long candidate : finder.offsetsOf(name)) {
                found += candidate == offset ? 1 : 0;
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pdb20/CommandLine.pdb",
                "native/x86-vs2003/Compiled2003.pdb",
                "native/x64-fastlink/Native_x64_VS2019_CPlusPlus_DEBUG_FASTLINK.pdb",
                "native/arm64ec-rust/ARM64EC_rust_notApplicable.pdb",
                "native/x64-signed-jni/onnxruntime4j_jni.pdb",
                "managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.pdb",
                "managed/symreader/VB.pdb"
            })
    void scopesOfModulesAreBalancedAndNamesAgree(String path) throws IOException {
        for (PdbSymbols.Module module : open(path).modules()) {
            ScopeTracker scopes = new ScopeTracker(module.stream().origin());
            SymbolReader reader = module.symbols();
            while (reader.next()) {
                Symbol symbol = reader.decode();
                scopes.enter(reader);
                assertThat(symbol.kind()).isEqualTo(reader.kind());
                Name inPlace = reader.nameStart() < 0
                        ? Name.EMPTY
                        : Name.copyOf(reader.buffer(), reader.nameStart(), reader.nameLength());
                assertThat(inPlace).as(symbol::toString).isEqualTo(symbol.name());
            }
            assertThat(scopes.depth()).isZero();
        }
    }

    /** The counts are those of a reader that was written independently. */
    @Test
    void countsKindsOfAnOldPdb() throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        SymbolReader reader = open("pdb20/CommandLine.pdb").records().inOrder();
        while (reader.next()) {
            kinds.merge(SymbolKinds.nameOf(reader.kind()), 1, Integer::sum);
        }
        assertThat(kinds)
                .isEqualTo(Map.of(
                        "S_PUB32_ST", 101, "S_UDT_ST", 162, "S_GDATA32_ST", 1, "S_PROCREF_ST", 29, "S_LPROCREF_ST", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x64/full.pdb",
                "pdb20/CommandLine.pdb",
                "managed/symreader/VB.pdb",
                "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb"
            })
    void everyDamageGivesAResultOrAFormatException(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        assertThat(PdbSymbols.open(ByteSource.of(path, file)).readAll()).isPositive();
        SplittableRandom random = new SplittableRandom(file.length);
        byte[] damaged = file.clone();
        for (int run = 0; run < DAMAGES; run++) {
            for (int i = 0; i < 20; i++) {
                damaged[random.nextInt(0x40, file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                PdbSymbols.open(ByteSource.of(path, damaged)).readAll();
            } catch (FormatException e) {
                assertThat(e.offset()).as(e.getMessage()).isNotNegative();
            }
            System.arraycopy(file, 0, damaged, 0, file.length);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.KernelDumpBuilder;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every part of every mutant gives a result or a FormatException with file, structure and place, within 2 s. Mutants of a file are
 * numbered; {@code -Dsymkit.damage.first=N} and {@code -Dsymkit.damage.mutants=1} (in {@code symkit.test.jvmArgs}) run one of them again.
 */
class DamageTest {
    private static final int MUTANTS = Integer.getInteger("symkit.damage.mutants", 12);
    private static final int FIRST = Integer.getInteger("symkit.damage.first", 0);
    private static final int MOST_FAILURES = 10;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age-series/age3/vs2012.pdb",
                "lld/x64/full.pdb",
                "lld/x64/page8k.pdb",
                "managed/csharp-debugtype-portable/Managed_x64_VS2019_CSharp_DebugType_Portable.pdb",
                "managed/ngen/internal.io.filesystem.primitives.ni.pdb",
                "managed/symreader/SourceData.pdb",
                "managed/symreader/SourceLink.pdbx",
                "managed/vs2003/VS2003-DotNetProgram.pdb",
                "msfz/HelloWorld.pdz",
                "native/x64-fastlink/Native_x64_VS2019_CPlusPlus_DEBUG_FASTLINK.pdb",
                "native/x64-types/test_types_x64.dll.pdb",
                "native/x64-vs2010-small/AllFail64.pdb",
                "native/x86-fpo-types/test_types.dll.pdb",
                "native/x86-resource-only/Native_x86_VS2013_ResourceOnly.pdb",
                "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb",
                "pdb20/vc60.pdb",
                "dbg-synthetic/split.dbg",
                "lld/x64/lib.dll",
                "managed/ngen/internal.io.filesystem.primitives.ni.dll",
                "managed/symreader/SourceLink.Embedded.dll",
                "managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.exe",
                "native/arm-msvc/ARM_CETShadowStack_NotApplicable.exe",
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.exe",
                "native/arm64ec-rust/ARM64EC_rust_notApplicable.exe",
                "native/goblin/debug_directories-msvc.exe.bin",
                "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.sys",
                "native/x64-signed-jni/onnxruntime4j_jni.dll",
                "native/x86-fpo-types/test_types.dll",
                "native/x86-resource-only/Native_x86_VS2013_ResourceOnly.dll",
                "minidump/crash-x86-windows.dmp",
                "minidump/notepad-small-32bit.dmp",
                "minidump/notepad-small-64bit.dmp",
                "minidump/simple-crashpad.dmp",
                "minidump/test.dmp",
                "symstore-py/vc140.pdb",
                "native/x86-omap/omap_stretched.pdb",
                "pdb20/CommandLine.pdb",
                "native/x86-vs2005/native2005.pdb",
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb",
                "native/x86-crash/crash_with_srcsrv.pdb",
                "native/x86-vs2003/Compiled2003.pdb",
                "native/x64-rust/Native_x64_VSCode_Rust_DebugInfo_0.pdb"
            })
    void mutantsOfRealFiles(String path) throws Exception {
        mutants(path, Corpus.assumePresent().bytes(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6})
    void mutantsOfKernelDumps(int type) throws Exception {
        for (KernelDumpBuilder dump : List.of(KernelDumpBuilder.bits32(), KernelDumpBuilder.bits64())) {
            dump.type(type).comment("made for a test");
            if (type == 4) {
                dump.driver("ntoskrnl.exe", 0x82A05000L, 0x1046000, 0xA5B3F1, 0x8D2A7F00L)
                        .driver("hal.dll", 0x82E17000L, 0x37000, 0x3B5D1, 0x4CE7C669);
            } else if (type == 5 || type == 6) {
                dump.bitmap("SDMP");
            }
            mutants("kernel dump of type " + type, dump.build());
        }
    }

    private static void mutants(String path, byte[] file) throws Exception {
        assertThat(EveryReader.readAll(ByteSource.of(path, file)))
                .as("parts read of the file as it is")
                .isPositive();
        Mutants mutants = MutantParts.of(file);
        List<Throwable> failures = new ArrayList<>();
        try (Watched watched = new Watched()) {
            for (int i = FIRST; i < FIRST + MUTANTS && failures.size() < MOST_FAILURES; i++) {
                byte[] mutant = mutants.mutant(i);
                String what = path + ", mutant " + i;
                Optional<Throwable> failure = watched.run(what, () -> EveryReader.readAll(ByteSource.of(path, mutant)));
                failure.ifPresent(thrown -> failures.add(new AssertionError(what, thrown)));
            }
            System.out.printf("%s: %d mutants, the slowest took %d ms%n", path, MUTANTS, watched.slowest() / 1_000_000);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void malformedFilesOfTheCorpus() throws Exception {
        Path root = Corpus.assumePresent().file("malformed");
        List<Throwable> failures = new ArrayList<>();
        int count = 0;
        try (Stream<Path> files = Files.walk(root);
                Watched watched = new Watched()) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] content = Files.readAllBytes(path);
                Optional<Throwable> failure = watched.run(
                        path.toString(), () -> EveryReader.readAll(ByteSource.of(path.toString(), content)));
                failure.ifPresent(thrown -> failures.add(new AssertionError(path.toString(), thrown)));
                count++;
            }
        }
        assertThat(failures).isEmpty();
        assertThat(count).isGreaterThan(20);
    }

    @Test
    void aMutantCanBeMadeAgain() throws IOException {
        byte[] file = Corpus.assumePresent().bytes("lld/x64/full.pdb");
        for (int i = 0; i < 12; i++) {
            assertThat(MutantParts.of(file).mutant(i))
                    .isEqualTo(MutantParts.of(file).mutant(i))
                    .isNotEqualTo(file);
        }
    }
}

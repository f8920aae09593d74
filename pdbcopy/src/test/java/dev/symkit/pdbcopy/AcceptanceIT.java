// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What LLVM's tools say of stripped PDBs (pdb-strip-semantics.md 9, rows 1 to 10). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AcceptanceIT {
    private static final Pattern RECORD = Pattern.compile("^ *\\d+ \\| (S_\\w+) \\[size = \\d+\\].*");
    private static final Pattern STREAM = Pattern.compile("^ *Stream +(\\d+) \\( *(\\d+) bytes\\): \\[(.*)\\]$");
    private static final int MOST_ADDRESSES = 200;

    @TempDir
    private Path directory;

    private String pdbutil = "";
    private String symbolizer = "";

    /** A PDB and its image; those without samples are of the corpus. */
    enum Input {
        SAMPLE_X64("build-1/x64/engine.pdb", "build-1/x64/engine.dll", true),
        SAMPLE_X86("build-1/x86/hello.pdb", "build-1/x86/hello.exe", true),
        SAMPLE_ARM64("build-2/arm64/engine.pdb", "build-2/arm64/engine.dll", true),
        CABINET("cab/x86-mszip/basic32.pd_", "cab/x86-mszip/basic32.dll", false),
        MSVC_X64("native/x64-signed-jni/onnxruntime4j_jni.pdb", "native/x64-signed-jni/onnxruntime4j_jni.dll", false),
        MSVC_ARM64(
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb",
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.exe",
                false);

        private final String pdb;
        private final String image;
        private final boolean sample;

        Input(String pdb, String image, boolean sample) {
            this.pdb = pdb;
            this.image = image;
            this.sample = sample;
        }

        private Path file(String path) {
            return sample ? Pdbs.sample(path) : Corpus.assumePresent().file(path);
        }
    }

    @BeforeAll
    void findTools() {
        pdbutil = Programs.assumeLlvm("llvm-pdbutil");
        symbolizer = Programs.assumeLlvm("llvm-symbolizer");
    }

    /** The PDB as it was, out of its cabinet. */
    private Path source(Input input) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(input.name()).resolve("private"));
        return copy(input, folder, Optional.empty());
    }

    private Path result(Input input) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(input.name()).resolve("public"));
        return copy(input, folder, Optional.of(StripOptions.DEFAULT));
    }

    private static Path copy(Input input, Path folder, Optional<StripOptions> strip) throws IOException {
        Path target =
                folder.resolve(input.file(input.pdb).getFileName().toString().replace(".pd_", ".pdb"));
        if (!Files.exists(target)) {
            new CopyPdb()
                    .run(
                            new CopyPdb.Request(
                                    input.file(input.pdb), target, strip, Optional.empty(), false, true, () -> false),
                            CopyListener.NONE);
        }
        return target;
    }

    private String dump(Path pdb, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(pdbutil, "dump"));
        command.addAll(List.of(options));
        command.add(pdb.toString());
        ChildProcess.Result run = ChildProcess.run(ChildProcess.Spec.of(command));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private static List<String> kinds(String dump) {
        return dump.lines()
                .map(RECORD::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void summary(Input input) throws Exception {
        String was = dump(source(input), "--summary");
        String is = dump(result(input), "--summary");
        for (String field : List.of("GUID", "Age", "Signature", "Has Publics")) {
            assertThat(field(is, field)).isEqualTo(field(was, field)).isNotEmpty();
        }
        assertThat(field(is, "Has Publics")).isEqualTo("true");
        assertThat(field(is, "Is stripped")).isEqualTo("true");
        assertThat(field(is, "Is incrementally linked")).isEqualTo("false");
        assertThat(field(was, "Is stripped")).isEqualTo("false");
    }

    private static String field(String dump, String name) {
        return dump.lines()
                .filter(line -> line.startsWith("  " + name + ": "))
                .map(line -> line.substring(name.length() + 4))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void streams(Input input) throws Exception {
        String dump = dump(result(input), "--streams");
        List<String> streams = dump.lines()
                .map(STREAM::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1) + " " + line.group(3) + " " + line.group(2))
                .toList();
        assertThat(streams.get(0)).isEqualTo("0 Old MSF Directory 0");
        assertThat(streams.get(1)).startsWith("1 PDB Stream ");
        assertThat(streams.get(2)).isEqualTo("2 TPI Stream 56");
        assertThat(streams.get(3)).startsWith("3 DBI Stream ");
        assertThat(streams.get(4)).isEqualTo("4 IPI Stream 56");
        assertThat(streams.get(5)).isEqualTo("5 Named Stream \"/LinkInfo\" 0");
        assertThat(dump).doesNotContain("TPI Hash").doesNotContain("IPI Hash").doesNotContain("???");
        long modules =
                streams.stream().filter(line -> line.contains(" Module ")).count();
        PdbFile pdb = Pdbs.open(Files.readAllBytes(result(input)));
        long kept = 0;
        for (int i = 0; i < pdb.moduleCount(); i++) {
            kept += pdb.module(i).info().stream().isPresent() ? 1 : 0;
        }
        assertThat(modules).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void publics(Input input) throws Exception {
        assertThat(publicSymbols(dump(result(input), "--publics")))
                .isNotEmpty()
                .isEqualTo(publicSymbols(dump(source(input), "--publics")));
    }

    /** Name, flags and address of each, sorted. */
    private static List<String> publicSymbols(String dump) {
        List<String> symbols = new ArrayList<>();
        String name = "";
        for (String line : dump.lines().toList()) {
            if (line.contains("| S_PUB32 [")) {
                name = line.substring(line.indexOf("] ") + 2);
            } else if (line.contains("flags = ") && line.contains("addr = ")) {
                symbols.add(name + line.strip());
            }
        }
        symbols.sort(null);
        return symbols;
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void hashTables(Input input) throws Exception {
        String dump = dump(result(input), "--publics", "--public-extras", "--globals", "--global-extras");
        PdbFile pdb = Pdbs.open(Files.readAllBytes(result(input)));
        long publics = pdb.publics().orElseThrow().count();
        assertThat(dump.lines().filter(line -> line.contains("off = ") && line.contains("refcnt = 1")))
                .hasSize((int) (publics + pdb.globals().orElseThrow().count()));
        assertThat(dump).doesNotContain("refcnt = 0").doesNotContain("rror:");
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void neitherTypesNorLines(Input input) throws Exception {
        String types = dump(result(input), "--types", "--ids");
        assertThat(types.lines().filter(line -> line.strip().equals("Showing 0 records")))
                .hasSize(2);
        Pattern line = Pattern.compile("\\bline/addr entries\\b|\\.(cpp|c|asm|h)\\b.*\\((MD5|SHA|no checksum)");
        assertThat(line.matcher(dump(source(input), "-l")).find()).isTrue();
        assertThat(line.matcher(dump(result(input), "-l")).find()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void symbols(Input input) throws Exception {
        String dump = dump(result(input), "--symbols");
        List<String> kinds = kinds(dump);
        assertThat(kinds).isSubsetOf("S_LPROC32", "S_GPROC32", "S_SEPCODE", "S_END");
        assertThat(dump.lines().filter(line -> line.contains("type = ")))
                .allMatch(line -> line.contains("type = `<no type>`"));
        assertThat(kinds.stream().filter("S_LPROC32"::equals))
                .hasSameSizeAs(kinds(dump(source(input), "--symbols")).stream()
                        .filter("S_LPROC32"::equals)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void sectionsAndFrames(Input input) throws Exception {
        String[] options = {"--section-contribs", "--section-map", "--section-headers", "--fpo"};
        String was = dump(source(input), options);
        String is = dump(result(input), options);
        assertThat(is.replaceAll("crc = \\d+", "crc = 0")).isEqualTo(is).contains("crc = 0");
        assertThat(is).isEqualTo(was.replaceAll("crc = \\d+", "crc = 0"));
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void everything(Input input) throws Exception {
        List<String> errors = dump(result(input), "--all")
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                .filter(line -> line.contains("rror:") || line.contains("Error loading"))
                .filter(line -> !line.contains("Module stream not present"))
                .toList();
        assertThat(errors).isEmpty();
        boolean frames = Pdbs.open(Files.readAllBytes(result(input))).strings().isPresent();
        if (frames) {
            assertThat(dump(result(input), "--string-table").lines().filter(line -> line.matches(" *\\d+ \\| '.*'")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("'$") || line.endsWith("''"));
        }
    }

    /** At the start of each function stands its name, and nowhere a source file. */
    @ParameterizedTest
    @EnumSource(Input.class)
    void symbolizer(Input input) throws Exception {
        Path pdb = result(input);
        Path image = pdb.resolveSibling(input.file(input.image).getFileName().toString());
        Files.copy(input.file(input.image), image);
        if (input == Input.MSVC_ARM64) {
            Files.copy(pdb, pdb.resolveSibling("CMakeProject.pdb")); // as the image calls it
        }
        Map<Long, Set<String>> names = functions(pdb);
        List<String> command =
                new ArrayList<>(List.of(symbolizer, "--relative-address", "--no-demangle", "--obj=" + image));
        names.keySet().forEach(rva -> command.add("0x" + Long.toHexString(rva)));
        ChildProcess.Result run = ChildProcess.run(ChildProcess.Spec.of(command));
        assertThat(run.exit()).as(run.err()).isZero();
        List<String> lines = run.out().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(lines).hasSize(2 * names.size());
        int at = 0;
        for (Map.Entry<Long, Set<String>> each : names.entrySet()) {
            assertThat(each.getValue()).contains(lines.get(at));
            assertThat(lines.get(at + 1)).isEqualTo("??:0:0");
            at += 2;
        }
    }

    /** Names by RVA: the first functions among the publics, and the static functions. */
    private static Map<Long, Set<String>> functions(Path path) throws IOException {
        try (FileByteSource file = FileByteSource.open(path)) {
            PdbFile pdb = PdbFile.open(file);
            Map<Long, Set<String>> names = new TreeMap<>();
            for (Symbol each : Pdbs.symbols(pdb.publics().orElseThrow().inAddressOrder())) {
                PublicSymbol symbol = (PublicSymbol) each;
                if ((symbol.flags() & 2) != 0 && names.size() < MOST_ADDRESSES) {
                    add(
                            names,
                            pdb,
                            symbol.segment(),
                            symbol.offset(),
                            symbol.name().toString());
                }
            }
            for (int i = 0; i < pdb.moduleCount(); i++) {
                for (SymbolReader in = pdb.module(i).symbols(); in.next(); ) {
                    if (in.kind() == SymbolKinds.S_LPROC32 && in.decode() instanceof ProcSymbol symbol) {
                        add(
                                names,
                                pdb,
                                symbol.segment(),
                                symbol.offset(),
                                symbol.name().toString());
                    }
                }
            }
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    private static void add(Map<Long, Set<String>> names, PdbFile pdb, int section, long offset, String name)
            throws IOException {
        OptionalLong rva = pdb.addresses().rva(section, offset);
        names.computeIfAbsent(rva.orElseThrow(), at -> new TreeSet<>()).add(name);
    }
}

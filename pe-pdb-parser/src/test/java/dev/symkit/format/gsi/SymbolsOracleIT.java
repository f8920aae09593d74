// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Compares offset, kind, size and name of each symbol with what llvm-pdbutil prints, if that is installed. */
class SymbolsOracleIT {
    private static final String TOOL = "llvm-pdbutil";
    private static final Pattern LINE =
            Pattern.compile("^ *(\\d+) \\| (\\S+|unknown \\(\\d+\\)) \\[size = (\\d+)\\](?: `(.*)`)?.*$");

    private static final List<String> PDBS = List.of(
            "lld/x64/full.pdb",
            "lld/arm64/full.pdb",
            "lld/x86/full.pdb",
            "native/x86-vs2003/Compiled2003.pdb",
            "native/x86-vs2005/native2005.pdb",
            "age-series/age1/vs2012.pdb",
            "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.pdb",
            "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb",
            "native/x86-omap/omap_stretched.pdb",
            "native/arm-msvc/ARM_CETShadowStack_NotApplicable.pdb",
            "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb",
            "native/arm64ec-rust/ARM64EC_rust_notApplicable.pdb",
            "native/x64-rust/Native_x64_VSCode_Rust_DebugInfo_0.pdb",
            "native/x64-signed-jni/onnxruntime4j_jni.pdb",
            "managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.pdb");

    private final List<String> differences = new ArrayList<>();
    private long facts;

    /** What is known of a symbol; the name is empty if the tool does not print it. */
    private record Fact(long offset, String kind, int size, String name) {}

    @Test
    void agreesWithLlvm() throws IOException, InterruptedException {
        Corpus corpus = Corpus.assumePresent();
        if (!installed()) {
            String line = "SKIPPED (oracle): no " + TOOL;
            System.out.println(line);
            Assumptions.abort(line);
        }
        for (String path : PDBS) {
            PdbSymbols pdb = PdbSymbols.open(ByteSource.of(path, corpus.bytes(path)));
            compare(
                    path,
                    "-globals",
                    dump(corpus.file(path), "-globals"),
                    walk(pdb.globals().inHashOrder()));
            compare(
                    path,
                    "-publics",
                    dump(corpus.file(path), "-publics"),
                    walk(pdb.publics().inHashOrder()));
            List<Fact> ours = new ArrayList<>();
            for (PdbSymbols.Module module : pdb.modules()) {
                SymbolReader reader = module.symbols();
                while (reader.next()) {
                    ours.add(fact(reader));
                }
            }
            compare(path, "-symbols", dump(corpus.file(path), "-symbols"), ours);
        }
        System.out.println("symbols compared with " + TOOL + ": " + facts);
        assertThat(differences).isEmpty();
        assertThat(facts).isPositive();
    }

    private static boolean installed() {
        return Stream.of(System.getenv()
                        .getOrDefault("PATH", "")
                        .split(Pattern.quote(System.getProperty("path.separator")), -1))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, TOOL)));
    }

    private static List<Fact> walk(SymbolWalk walk) throws IOException {
        List<Fact> facts = new ArrayList<>();
        while (walk.next()) {
            facts.add(fact(walk.symbol()));
        }
        return facts;
    }

    private static Fact fact(SymbolReader reader) throws IOException {
        int start = reader.nameStart();
        String name = start < 0 ? "" : new String(reader.buffer(), start, reader.nameLength(), ISO_8859_1);
        return new Fact(reader.offset(), SymbolKinds.nameOf(reader.kind()), reader.length(), name);
    }

    /** What the tool prints; it may stop early at a record that it cannot read. */
    private record Dump(boolean whole, List<Fact> facts) {}

    private static Dump dump(Path file, String option) throws IOException, InterruptedException {
        ChildProcess.Result result =
                ChildProcess.run(ChildProcess.Spec.of(List.of(TOOL, "dump", option, file.toString())));
        List<Fact> facts = new ArrayList<>();
        for (String line : result.out().split("\r?\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String kind = matcher.group(2);
                if (kind.startsWith("unknown")) {
                    kind = SymbolKinds.nameOf(Integer.parseInt(kind.replaceAll("\\D", "")));
                }
                String name = matcher.group(4) == null ? "" : matcher.group(4);
                facts.add(new Fact(Long.parseLong(matcher.group(1)), kind, Integer.parseInt(matcher.group(3)), name));
            }
        }
        return new Dump(result.exit() == 0, facts);
    }

    private void compare(String path, String option, Dump dump, List<Fact> ours) {
        List<Fact> theirs = dump.facts();
        if (dump.whole() ? theirs.size() != ours.size() : theirs.size() > ours.size()) {
            differences.add(String.format(
                    Locale.ROOT, "%s %s: %d symbols, llvm has %d", path, option, ours.size(), theirs.size()));
        }
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            Fact their = theirs.get(i);
            Fact our = ours.get(i);
            Fact comparable = their.name().isEmpty() ? new Fact(our.offset(), our.kind(), our.size(), "") : our;
            if (!comparable.equals(their) && differences.size() < 50) {
                differences.add(path + " " + option + ": " + our + ", llvm has " + their);
            }
            facts++;
        }
    }
}

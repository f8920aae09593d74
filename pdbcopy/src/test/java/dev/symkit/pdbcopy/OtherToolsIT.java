// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What LLDB says of stripped PDBs, and tools of crash reporters where they are installed (pdb-strip-semantics.md 9, rows 11 and 12).
 */
final class OtherToolsIT {
    private static final Pattern KEY_IN_IMAGE = Pattern.compile("; pdbKey=[^/]+/([^/]+)/");
    private static final Pattern DEBUG_ID = Pattern.compile("\"debug_id\": \"([^\"]+)\"");
    private static final Pattern FEATURES = Pattern.compile("\"features\": \"([^\"]+)\"");

    @TempDir
    private Path directory;

    /** A PDB and its image. */
    private record Pair(Path pdb, Path image) {}

    private static List<Pair> samples() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Path pdb : Pdbs.samples()) {
            String name = pdb.getFileName().toString();
            Path library = pdb.resolveSibling(name.replace(".pdb", ".dll"));
            pairs.add(
                    new Pair(pdb, Files.exists(library) ? library : pdb.resolveSibling(name.replace(".pdb", ".exe"))));
        }
        return pairs;
    }

    /** The PDBs of the corpus whose image is there. */
    private static List<Pair> corpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<Corpus.Row> rows = corpus.manifest().stream()
                .filter(row -> !row.path().startsWith("malformed/"))
                .toList();
        Map<String, Path> images = new HashMap<>();
        for (Corpus.Row row : rows) {
            Matcher key = KEY_IN_IMAGE.matcher(row.facts());
            if (row.kind().startsWith("PE32") && key.find()) {
                images.put(key.group(1), corpus.file(row.path()));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (Corpus.Row row : rows) {
            String[] key = row.key().split("/", -1);
            Path image = row.kind().equals("PDB7") && key.length == 3 ? images.get(key[1]) : null;
            if (image != null) {
                pairs.add(new Pair(corpus.file(row.path()), image));
            }
        }
        return pairs;
    }

    private Path copy(Path pdb, Optional<StripOptions> strip) throws IOException {
        Path folder = Files.createTempDirectory(directory, "pair");
        Path target = folder.resolve(pdb.getFileName().toString());
        new CopyPdb()
                .run(
                        new CopyPdb.Request(pdb, target, strip, Optional.empty(), false, true, () -> false),
                        CopyListener.NONE);
        return target;
    }

    private Path stripped(Path pdb) throws IOException {
        return copy(pdb, Optional.of(StripOptions.DEFAULT));
    }

    /** Gives the errors that LLDB prints; the image lies where no other PDB does. */
    private List<String> lldb(String program, Path image, Path pdb) throws Exception {
        Path alone = Files.createTempDirectory(directory, "image")
                .resolve(image.getFileName().toString());
        Files.copy(image, alone);
        ChildProcess.Result run = ChildProcess.run(ChildProcess.Spec.of(List.of(
                program,
                "--batch",
                "--no-lldbinit",
                "--one-line",
                "target create \"" + alone + "\"",
                "--one-line",
                "target symbols add \"" + pdb.toAbsolutePath() + "\"")));
        List<String> errors = (run.out() + "\n" + run.err())
                .lines()
                .filter(line -> line.startsWith("error:") || line.startsWith("warning:"))
                .toList();
        if (errors.isEmpty()) {
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("symbol file '" + pdb.toAbsolutePath() + "' has been added to '" + alone);
        }
        return errors;
    }

    @Test
    void lldbLoadsOurSamples() throws Exception {
        String program = Programs.assumeLlvm("lldb");
        for (Pair pair : samples()) {
            assertThat(lldb(program, pair.image(), stripped(pair.pdb())))
                    .as(pair.toString())
                    .isEmpty();
        }
    }

    /** Without this the test above could not fail. */
    @Test
    void lldbRefusesAPdbOfAnotherImage() throws Exception {
        String program = Programs.assumeLlvm("lldb");
        Path pdb = stripped(Pdbs.sample("build-2/x64/engine.pdb"));
        assertThat(lldb(program, Pdbs.sample("build-1/x64/engine.dll"), pdb))
                .singleElement()
                .asString()
                .contains("does not match any existing module");
    }

    /** What LLDB loads of the corpus (it knows no managed images, and little from before 2012) it loads stripped too. */
    @Test
    void lldbLoadsTheCorpus() throws Exception {
        String program = Programs.assumeLlvm("lldb");
        int loaded = 0;
        for (Pair pair : corpus()) {
            List<String> errors = lldb(program, pair.image(), stripped(pair.pdb()));
            if (errors.isEmpty()) {
                loaded++;
            } else {
                assertThat(lldb(program, pair.image(), pair.pdb()))
                        .as(errors.toString())
                        .isNotEmpty();
            }
        }
        System.out.println("stripped PDBs of the corpus that " + program + " loads: " + loaded);
        assertThat(loaded).isGreaterThanOrEqualTo(30);
    }

    /**
     * sentry-cli, which stands on the symbolic library, finds the same identifier, and symbols. It says "debug" of every PDB that has
     * modules, of those that Microsoft's linker stripped too (observed with 3.8.0), so that this tells nothing.
     */
    @Test
    void sentry() throws Exception {
        String program = Programs.assumeOptional("sentry-cli");
        for (Pair pair : samples()) {
            String was = run(program, "difutil", "check", "--json", pair.pdb().toString());
            String is = run(
                    program, "difutil", "check", "--json", stripped(pair.pdb()).toString());
            assertThat(found(DEBUG_ID, is)).isEqualTo(found(DEBUG_ID, was));
            assertThat(found(FEATURES, is)).contains("symtab");
            assertThat(found(FEATURES, is).split(", "))
                    .isSubsetOf(found(FEATURES, was).split(", "));
            assertThat(is).contains("\"is_usable\": true");
        }
    }

    /** Mozilla's dump_syms; the program of that name from Breakpad reads no PDB off Windows. */
    @Test
    void dumpSyms() throws Exception {
        String program = Programs.assumeOptional("dump_syms");
        for (Pair pair : samples()) {
            List<String> was = run(program, pair.pdb().toString()).lines().toList();
            List<String> is =
                    run(program, stripped(pair.pdb()).toString()).lines().toList();
            assertThat(is.get(0)).startsWith("MODULE ").isEqualTo(was.get(0));
            assertThat(was).anyMatch(line -> line.startsWith("FILE "));
            assertThat(is).noneMatch(line -> line.startsWith("FILE "));
        }
    }

    @Test
    void addressToLine() throws Exception {
        String program = Programs.assumeOptional("pdb-addr2line");
        Path pdb = Pdbs.sample("build-1/x64/engine.pdb");
        String was = run(program, "--exe", pdb.toString(), "-f", "0x1000");
        String is = run(program, "--exe", stripped(pdb).toString(), "-f", "0x1000");
        assertThat(was).contains("engine_version").contains("engine.cpp");
        assertThat(is.lines()).containsExactly("engine_version", "??:?");
    }

    private static String run(String... command) throws Exception {
        ChildProcess.Result run = ChildProcess.run(ChildProcess.Spec.of(List.of(command)));
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with {@code llvm-undname}: all decorated public names of the corpus and of {@link BigData}, and rows that differ from the
 * tests of LLVM.
 */
class UndecorateOracleTest {
    private static final int MOST_SHOWN = 50;
    /** Marks of managed code and of ARM64EC behind the name, and handles; LLVM refuses names with them or takes them for something else. */
    private static final Pattern MANAGED = Pattern.compile("@\\$\\$([FHhLMNOQ]|J[1-9])|[PQRSABE]\\$[ABC0]");

    private static final String REFUSED = "error: Invalid mangled name";

    @TempDir
    Path directory;

    @Test
    void publicNames() throws IOException, InterruptedException {
        Corpus corpus = Corpus.assumePresent();
        String tool = Programs.assumeLlvm("llvm-undname");
        List<Path> pdbs = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/")) {
                pdbs.add(corpus.file(row.path()));
            }
        }
        pdbs.addAll(BigData.files(".pdb"));
        List<String> names = new ArrayList<>();
        for (Path pdb : pdbs) {
            publics(pdb, names);
        }
        List<String> theirs = answers(tool, names);
        Undecorator microsoft = Undecorator.microsoft(0);
        Undecorator llvm = Undecorator.llvm();
        List<String> failed = new ArrayList<>();
        List<String> different = new ArrayList<>();
        int managed = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (microsoft.tryUndecorate(name).isEmpty() && name.indexOf('.') < 0) { // Microsoft gives up at a dot
                failed.add(name);
            }
            String ours = llvm.tryUndecorate(name).orElse(REFUSED);
            if (ours.equals(theirs.get(i))) {
                continue;
            }
            if (MANAGED.matcher(name).find()) {
                managed++;
            } else {
                different.add(name + "\n  " + theirs.get(i) + "\n  " + ours);
            }
        }
        System.out.println(names.size() + " decorated names of " + pdbs.size() + " PDBs compared with " + tool + ": "
                + different.size() + " differ, " + failed.size() + " not understood; also " + managed
                + " names of managed code that LLVM does not know");
        different.stream().limit(MOST_SHOWN).forEach(System.out::println);
        assertThat(failed).isEmpty();
        assertThat(names).isNotEmpty();
        assertThat(different.size() * 1000L).isLessThanOrEqualTo(names.size());
    }

    @Test
    void generatedNamesGetTheAnswersOfLlvm() throws IOException, InterruptedException {
        String tool = Programs.assumeLlvm("llvm-undname");
        GeneratedNames generated = new GeneratedNames(22);
        List<String> names = Stream.generate(generated::next).limit(20_000).toList();
        List<String> theirs = answers(tool, names);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String ours = Undecorator.llvm().tryUndecorate(names.get(i)).orElse(REFUSED);
            if (!ours.equals(theirs.get(i))) {
                different.add(names.get(i) + "\n  " + theirs.get(i) + "\n  " + ours);
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void answersThatDifferFromTheListedOnesAreThoseOfLlvm() throws IOException, InterruptedException {
        List<Cases.Difference> differences = Cases.differences("llvm-substring");
        List<String> theirs = answers(
                Programs.assumeLlvm("llvm-undname"),
                differences.stream().map(Cases.Difference::name).toList());
        assertThat(theirs)
                .isEqualTo(differences.stream().map(Cases.Difference::ours).toList());
    }

    private static void publics(Path pdb, List<String> into) throws IOException {
        try (FileByteSource source = FileByteSource.open(pdb)) {
            PdbFile file = PdbFile.open(source);
            if (file.publics().isEmpty()) {
                return;
            }
            SymbolWalk walk = file.publics().get().inRecordOrder();
            SymbolReader symbol = walk.symbol();
            while (walk.next()) {
                int start = symbol.nameStart();
                if (start >= 0 && symbol.nameLength() > 0 && symbol.buffer()[start] == '?') {
                    into.add(new String(symbol.buffer(), start, symbol.nameLength(), ISO_8859_1));
                }
            }
        }
    }

    /** The tool prints name, answer and an empty line for each line it reads; an error goes where it has no place among them. */
    private List<String> answers(String tool, List<String> names) throws IOException, InterruptedException {
        Path input = directory.resolve("names.txt");
        Files.write(input, names, ISO_8859_1);
        Process process = new ProcessBuilder(tool)
                .redirectInput(input.toFile())
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> answers = new ArrayList<>();
        try (BufferedReader out = process.inputReader(ISO_8859_1)) {
            for (String name : names) {
                assertThat(out.readLine()).isEqualTo(name);
                String answer = out.readLine();
                answers.add(answer == null || answer.isEmpty() ? REFUSED : answer);
                if (answer != null && !answer.isEmpty()) {
                    out.readLine();
                }
            }
        }
        process.waitFor();
        return answers;
    }
}

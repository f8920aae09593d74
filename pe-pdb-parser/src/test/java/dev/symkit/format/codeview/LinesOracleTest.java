// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares every row of lines, with its file and checksum, with what LLVM's tool prints for the PDBs of the corpus and {@link BigData}. */
class LinesOracleTest {
    private static final String TOOL = "llvm-pdbutil";
    private static final Pattern MODULE = Pattern.compile("Mod (\\d+) \\| .*");
    private static final Pattern FILE = Pattern.compile("(\\S.*) \\((no checksum|[A-Z0-9-]+: [0-9A-F]*)\\)");
    private static final Pattern BLOCK =
            Pattern.compile("  ([0-9A-F]{4}):([0-9A-F]{8})-([0-9A-F]{8}), line/(?:column/)?addr entries = (\\d+)");
    private static final Pattern ROW = Pattern.compile("(\\d+|ASI|NSI) ([0-9A-F]{8}) ([! ])");

    @Test
    void everyRowIsAsLlvmPrintsIt() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        String tool = Programs.assumeLlvm(TOOL);
        List<Path> pdbs = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7")) {
                pdbs.add(corpus.file(row.path()));
            }
        }
        pdbs.addAll(BigData.files(".pdb"));
        int files = 0;
        int facts = 0;
        for (Path pdb : pdbs) {
            List<String> expected = printed(tool, pdb);
            if (!expected.isEmpty()) {
                assertThat(ours(pdb)).as(pdb.toString()).isEqualTo(expected);
                files++;
                facts += expected.size();
            }
        }
        System.out.println("lines compared with " + tool + ": " + facts + " facts of " + files + " PDBs");
        assertThat(facts).isPositive();
    }

    /**
     * What the tool prints, as facts; none if it refuses the file. For modules without C13 data some versions repeat the lines of the
     * module before, which is left out.
     */
    private static List<String> printed(String tool, Path pdb) throws Exception {
        Set<Integer> withoutLines = modulesWithoutLines(pdb);
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.of(List.of(tool, "dump", "-l", pdb.toString()))
                .within(Duration.ofMinutes(5)));
        List<String> facts = new ArrayList<>();
        if (result.exit() != 0) {
            return facts;
        }
        int module = -1;
        String file = "";
        for (String line : result.out().lines().toList()) {
            Matcher match = MODULE.matcher(line);
            if (match.matches()) {
                module = Integer.parseInt(match.group(1));
                file = "";
            } else if (withoutLines.contains(module)) {
                file = "";
            } else if (match.usePattern(BLOCK).matches()) {
                facts.add(fact(
                        String.valueOf(module), file, match.group(1), match.group(2), match.group(3), match.group(4)));
            } else if (match.usePattern(FILE).matches()) {
                file = match.group(1) + "|" + match.group(2);
            } else {
                match.usePattern(ROW).reset();
                while (match.find()) {
                    facts.add(match.group(1) + " " + match.group(2) + " " + match.group(3));
                }
            }
        }
        return facts;
    }

    private static Set<Integer> modulesWithoutLines(Path path) throws IOException {
        Set<Integer> without = new HashSet<>();
        try (FileByteSource source = FileByteSource.open(path)) {
            List<LinesPdb.Module> modules = LinesPdb.open(source).modules();
            for (int i = 0; i < modules.size(); i++) {
                if (modules.get(i).c11End() == modules.get(i).c13End()) {
                    without.add(i);
                }
            }
        } catch (FormatException e) {
            // The tool refuses the file too, or the comparison fails.
        }
        return without;
    }

    private static List<String> ours(Path path) throws IOException {
        List<String> facts = new ArrayList<>();
        try (FileByteSource source = FileByteSource.open(path)) {
            LinesPdb pdb = LinesPdb.open(source);
            for (int i = 0; i < pdb.modules().size(); i++) {
                addModule(facts, pdb, i);
            }
        }
        return facts;
    }

    private static void addModule(List<String> facts, LinesPdb pdb, int number) throws IOException {
        LinesPdb.Module module = pdb.modules().get(number);
        LinesReader lines = module.lines();
        var checksums = Checksums.find(module.stream(), module.c11End(), module.c13End());
        while (lines.nextBlock()) {
            while (lines.nextFile()) {
                ChecksumEntry file = checksums.orElseThrow().at(lines.fileOffset());
                facts.add(fact(
                        String.valueOf(number),
                        new String(pdb.name(file.nameOffset()).toByteArray(), ISO_8859_1) + "|" + checksum(file),
                        hex("%04X", lines.section()),
                        hex("%08X", lines.codeOffset()),
                        hex("%08X", lines.codeOffset() + lines.codeSize()),
                        String.valueOf(lines.rowCount())));
                while (lines.nextRow()) {
                    facts.add(line(lines.line()) + " " + hex("%08X", lines.codeOffset() + lines.rowOffset()) + " "
                            + (lines.isStatement() ? " " : "!"));
                }
            }
        }
    }

    private static String fact(String... parts) {
        return String.join(" ", parts);
    }

    private static String hex(String format, long value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(int line) {
        return switch (line) {
            case LineEntry.ALWAYS_STEP_INTO -> "ASI";
            case LineEntry.NEVER_STEP_INTO -> "NSI";
            default -> String.valueOf(line);
        };
    }

    private static String checksum(ChecksumEntry file) {
        String kind = switch (file.type()) {
            case ChecksumEntry.MD5 -> "MD5: ";
            case ChecksumEntry.SHA1 -> "SHA-1: ";
            case ChecksumEntry.SHA256 -> "SHA-256: ";
            default -> "no checksum";
        };
        return file.type() == ChecksumEntry.NONE ? kind : kind + file.checksum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares offset, kind, size and name of each symbol with what llvm-pdbutil prints, for every PDB of the corpus and {@link BigData}. */
class SymbolsOracleIT {
    private static final Pattern LINE =
            Pattern.compile("^ *(\\d+) \\| (\\S+|unknown \\(\\d+\\)) \\[size = (\\d+)\\](?: `(.*)`)?.*$");

    private static final int MOST = 50;

    private final List<String> differences = new ArrayList<>();
    private String tool = "";
    private long facts;
    private long refused;

    /** What is known of a symbol; the name is empty if the tool does not print it. */
    private record Fact(long offset, String kind, int size, String name) {}

    @Test
    void agreesWithLlvm() throws IOException, InterruptedException {
        Corpus corpus = Corpus.assumePresent();
        tool = Programs.assumeLlvm("llvm-pdbutil");
        List<Path> pdbs = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/")) {
                pdbs.add(corpus.file(row.path()));
            }
        }
        pdbs.addAll(BigData.files(".pdb"));
        for (Path pdb : pdbs) {
            try (FileByteSource source = FileByteSource.open(pdb)) {
                PdbSymbols symbols = PdbSymbols.open(source);
                compare(pdb, "-globals", Ours.of(symbols.globals().inHashOrder()));
                compare(pdb, "-publics", Ours.of(symbols.publics().inHashOrder()));
                compare(pdb, "-symbols", Ours.ofModules(symbols));
            }
        }
        System.out.println("symbols of " + pdbs.size() + " PDBs compared with " + tool + ": " + facts + "; " + refused
                + " outputs that it did not finish");
        assertThat(differences).isEmpty();
        assertThat(facts).isPositive();
    }

    /** Our side, symbol by symbol; null after the last. */
    private interface Ours {
        @Nullable
        SymbolReader next() throws IOException;

        static Ours of(SymbolWalk walk) {
            return () -> walk.next() ? walk.symbol() : null;
        }

        /** The symbols of all modules, one after the other. */
        static Ours ofModules(PdbSymbols pdb) {
            Iterator<PdbSymbols.Module> modules = pdb.modules().iterator();
            SymbolReader[] reader = new SymbolReader[1];
            return () -> {
                while (reader[0] == null || !reader[0].next()) {
                    if (!modules.hasNext()) {
                        return null;
                    }
                    reader[0] = modules.next().symbols();
                }
                return reader[0];
            };
        }
    }

    private static Fact fact(SymbolReader reader) throws IOException {
        int start = reader.nameStart();
        String name = start < 0 ? "" : new String(reader.buffer(), start, reader.nameLength(), ISO_8859_1);
        return new Fact(reader.offset(), SymbolKinds.nameOf(reader.kind()), reader.length(), name);
    }

    /** Compares symbol by symbol with what the tool prints; it may stop early at a record that it cannot read. */
    private void compare(Path pdb, String option, Ours ours) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(tool, "dump", option, pdb.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String where = pdb + " " + option + ": ";
        long symbols = 0;
        try (BufferedReader out = process.inputReader(ISO_8859_1)) {
            for (String line = out.readLine(); line != null && differences.size() < MOST; line = out.readLine()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    SymbolReader reader = ours.next();
                    compare(where, their(matcher), reader == null ? null : fact(reader));
                    symbols++;
                }
            }
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0) {
            refused++;
        } else if (ours.next() != null) {
            differences.add(where + "llvm has " + symbols + " symbols, ours are more");
        }
        facts += symbols;
    }

    private static Fact their(Matcher line) {
        String kind = line.group(2);
        if (kind.startsWith("unknown")) {
            kind = SymbolKinds.nameOf(Integer.parseInt(kind.replaceAll("\\D", "")));
        }
        String name = line.group(4) == null ? "" : line.group(4);
        return new Fact(Long.parseLong(line.group(1)), kind, Integer.parseInt(line.group(3)), name);
    }

    private void compare(String where, Fact their, @Nullable Fact our) {
        boolean same = our != null
                && our.offset() == their.offset()
                && our.size() == their.size()
                && our.kind().equals(their.kind())
                && (their.name().isEmpty() || our.name().equals(their.name()));
        if (!same) {
            differences.add(where + our + ", llvm has " + their);
        }
    }
}

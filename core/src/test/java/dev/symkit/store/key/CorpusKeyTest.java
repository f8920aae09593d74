// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compares the keys of all files of the corpus with those its manifest names. */
class CorpusKeyTest {
    private static final Map<String, FileKind> KINDS = Map.of(
            "PE32", FileKind.PE,
            "PE32+", FileKind.PE,
            "PDB7", FileKind.PDB7,
            "PDB2", FileKind.PDB2,
            "DBG", FileKind.DBG,
            "PortablePDB", FileKind.PORTABLE_PDB);

    private static Optional<FileIdentity> identify(Corpus corpus, Corpus.Row row) throws IOException {
        try (ByteSource source = FileByteSource.open(corpus.file(row.path()))) {
            return new KeyReader().identify(source);
        }
    }

    /** What the reader says about a file, in the manifest's words. */
    private static String keyOf(Corpus corpus, Corpus.Row row) throws IOException {
        try {
            Optional<FileIdentity> identity = identify(corpus, row);
            if (identity.isEmpty()) {
                return "no key";
            }
            SymbolKey key = SymbolKey.of(row.path(), identity.get().index());
            return identity.get().kind() + " " + key.name() + "/" + key.index() + "/" + key.name();
        } catch (FormatException e) {
            return e.kind() + " " + e.getMessage();
        }
    }

    private static void checkHash(Corpus corpus, Corpus.Row row) throws IOException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(corpus.bytes(row.path()));
        assertThat(HexFormat.of().formatHex(hash)).as(row.path()).isEqualTo(row.sha256());
    }

    @Test
    void everyFileWithAKeyInTheManifestGetsExactlyThatKey() throws IOException, NoSuchAlgorithmException {
        Corpus corpus = Corpus.assumePresent();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.key().isEmpty()) {
                continue;
            }
            checkHash(corpus, row);
            String expected = KINDS.get(row.kind()) + " " + row.key();
            String actual = keyOf(corpus, row);
            if (!actual.equals(expected)) {
                differences.add(row.path() + ": expected " + expected + ", was " + actual);
            }
            compared++;
        }
        System.out.println("corpus keys compared: " + compared + ", different: " + differences.size());
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }

    @Test
    void noFileWithoutAKeyInTheManifestIsTakenForOneWithAKey() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<String> unexpected = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            // pdb20/vc60.pdb has a key by our rule, which no store by the original confirms.
            // The manifest names no key for the compressed container either: ours is that of the PDB inside.
            boolean unconfirmed =
                    row.facts().contains("key-unconfirmed") || row.kind().equals("MSFZ");
            if (row.key().isEmpty() && !unconfirmed && !row.kind().equals("damaged")) {
                String actual = keyOf(corpus, row);
                if (KINDS.values().stream().anyMatch(kind -> actual.startsWith(kind + " "))) {
                    unexpected.add(row.path() + ": " + actual);
                }
            }
        }
        assertThat(unexpected).isEmpty();
    }

    @Test
    void damagedFilesGiveAResultOrAFormatException() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int files = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().startsWith("malformed/") || row.kind().equals("damaged")) {
                assertThat(keyOf(corpus, row)).as(row.path()).isNotEmpty();
                files++;
            }
        }
        assertThat(files).isPositive();
    }

    @Test
    void namesThePdbThatTheManifestFoundInImages() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            String fact = fact(row, "pdbKey");
            if (row.kind().startsWith("PE32") && !fact.isEmpty()) {
                String expected = fact.substring(0, fact.indexOf('/'));
                String actual = identify(corpus, row).orElseThrow().pdbName().orElse("");
                if (!actual.equals(expected)) {
                    differences.add(row.path() + ": expected " + expected + ", was " + actual);
                }
                compared++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }

    @Test
    void classesThePdbsThatTheManifestKnowsAsStrippedOrTypesOnly() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.kind().equals("PDB7") || row.key().isEmpty()) {
                continue;
            }
            SymbolClass actual = identify(corpus, row).orElseThrow().symbolClass();
            if (row.facts().contains("no-DBI")) {
                compared += compare(row, SymbolClass.TYP, actual, differences);
            } else if (row.facts().contains("stripped-flag")) {
                compared += compare(row, SymbolClass.PUB, actual, differences);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }

    private static int compare(Corpus.Row row, SymbolClass expected, SymbolClass actual, List<String> differences) {
        if (actual != expected) {
            differences.add(row.path() + ": expected " + expected.text() + ", was " + actual.text());
        }
        return 1;
    }

    private static String fact(Corpus.Row row, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + "=";
        for (String fact : row.facts().split("; ", -1)) {
            if (fact.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return fact.substring(prefix.length());
            }
        }
        return "";
    }

    @Test
    void readsEveryFileOfTheManifestFromFewBytes() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        long budget = 64 * 1024;
        for (Corpus.Row row : corpus.manifest()) {
            CountingSource source = new CountingSource(Files.readAllBytes(corpus.file(row.path())));
            try {
                new KeyReader().identify(source);
            } catch (FormatException damaged) {
                assertThat(damaged.kind()).isNotNull();
            }
            assertThat(source.bytesRead()).as(row.path()).isLessThanOrEqualTo(budget);
        }
    }
}

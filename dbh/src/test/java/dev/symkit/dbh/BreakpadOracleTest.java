// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code addr} and {@code laddr} with the symbol files of Breakpad, the only other reader that knows rearranged images. */
class BreakpadOracleTest {
    @TempDir
    private Path directory;

    private static final String START = "10c13";
    private static final String ONLY_PUBLICS = "4c13";
    private static final String DECORATED = "4c11";

    private static final int FEWEST = 500;

    private int facts;
    private long lineStart;
    private final Set<String> lines = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native/x86-crash/crash",
                "native/x86-omap/omap_stretched",
                "native/x86-stripped-firefox/basic32-min"
            })
    void agreesOnNamesAndLines(String stem) throws Exception {
        Corpus corpus = Corpus.assumePresent();
        Map<String, String> files = new HashMap<>();
        try (ShellFixture shell =
                new ShellFixture(directory).load(corpus.file(stem + ".pdb").toString())) {
            for (String text :
                    new String(corpus.bytes(stem + ".sym"), UTF_8).lines().toList()) {
                String line = text.replaceFirst("^(FUNC|PUBLIC) m ", "$1 ");
                String[] words = line.split(" ", 5);
                switch (words[0]) {
                    case "FILE" -> files.put(words[1], text.split(" ", 3)[2]);
                    case "FUNC" -> name(shell, Long.parseLong(words[1], 16), words[4]);
                    case "PUBLIC" -> name(shell, Long.parseLong(words[1], 16), line.split(" ", 4)[3]);
                    default -> line(shell, words, files);
                }
            }
        }
        System.out.printf("%s.sym: %d names and lines compared, %d different%n", stem, facts, differences.size());
        assertThat(facts).isGreaterThan(FEWEST);
        assertThat(differences).isEmpty();
    }

    /** One of the symbols at the address has the name: the linker keeps one copy of equal code. */
    private void name(ShellFixture shell, long rva, String expected) {
        if (expected.startsWith("<unknown in ")) {
            return;
        }
        facts++;
        List<String> actual = new ArrayList<>(at(shell, rva, START));
        actual.addAll(at(shell, rva, ONLY_PUBLICS));
        actual.addAll(at(shell, rva, DECORATED));
        if (actual.stream().noneMatch(name -> plain(expected).contains(plain(name)))) {
            differences.add(Long.toHexString(rva) + ": ours " + actual + ", theirs " + expected);
        }
    }

    private static List<String> at(ShellFixture shell, long rva, String options) {
        shell.ask("symopt " + options);
        return shell.ask("enumaddr " + Long.toHexString(shell.module().address(rva)))
                .lines()
                .skip(1)
                .map(row -> row.substring(row.indexOf(" : ") + 3).strip())
                .toList();
    }

    /**
     * Without what the oracle shows in another way: it adds types of parameters and results, writes arguments of templates in its own way,
     * and takes the decoration off names of C everywhere.
     */
    private static String plain(String name) {
        return name.replaceFirst("<.*", "")
                .replace("`anonymous namespace'", "(anonymous namespace)")
                .replace(" ", "")
                .replaceFirst("^[_@]+", "")
                .replaceFirst("@[0-9]+$", "");
    }

    /** {@code address size line file}: rows without size are more lines of the code of the next row. */
    private void line(ShellFixture shell, String[] words, Map<String, String> files) {
        if (!words[0].matches("[0-9a-f]+")) {
            return;
        }
        long start = Long.parseLong(words[0], 16);
        if (start != lineStart) {
            lines.clear();
        }
        lineStart = start;
        lines.add(Places.of(files.getOrDefault(words[3], ""), Long.parseLong(words[2]))
                .toLowerCase(Locale.ROOT));
        if (words[1].equals("0")) {
            return;
        }
        facts++;
        shell.ask("laddr " + Long.toHexString(shell.module().address(start + Long.parseLong(words[1], 16) - 1)));
        String file = shell.fields().get("file");
        String actual = file == null
                ? Places.NONE
                : Places.of(file, Long.parseLong(shell.fields().get("line"), 16));
        if (!lines.contains(actual.toLowerCase(Locale.ROOT))) {
            differences.add(words[0] + ": ours " + actual + ", theirs " + lines);
        }
    }
}

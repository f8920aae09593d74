// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares {@code laddr} with LLVM's tool for the images of the corpus. */
class LineOracleTest {
    private static final String HIDDEN_STEP = ":15732480";
    private static final String HIDDEN_CODE = ":16707566";
    private static final String NONE = "none";

    @TempDir
    private Path directory;

    private int facts;
    private final List<String> differences = new ArrayList<>();

    /** What the tool prints for addresses: a list of lines for each, the function before its place. */
    private static List<List<String>> printed(Path image, List<Long> rvas, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Programs.assumeLlvm("llvm-symbolizer"), "--relative-address"));
        command.addAll(List.of(options));
        command.add("--no-demangle");
        command.add("--obj=" + image);
        StringBuilder input = new StringBuilder();
        rvas.forEach(rva -> input.append("0x").append(Long.toHexString(rva)).append('\n'));
        ChildProcess.Result result =
                ChildProcess.run(ChildProcess.Spec.of(command), input.toString().getBytes(StandardCharsets.US_ASCII));
        List<List<String>> answers = new ArrayList<>();
        if (result.exit() == 0) {
            String out = new String(result.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            for (String answer : out.split("\n\n", -1)) {
                answers.add(answer.lines().toList());
            }
        }
        return answers;
    }

    /** {@code file:line} of {@code file:line:column}. */
    private static String place(String text) {
        String place = text.substring(0, text.lastIndexOf(':'));
        boolean none = place.equals("??:0") || place.endsWith(HIDDEN_STEP) || place.endsWith(HIDDEN_CODE);
        return none ? NONE : place.endsWith(":0") ? NONE : place;
    }

    /** The tool cannot read the lines of Visual C++ 2005 and before. */
    private static boolean knowsNothing(List<List<String>> theirs) {
        return theirs.stream()
                .filter(answer -> answer.size() > 1)
                .allMatch(answer -> place(answer.get(1)).equals(NONE));
    }

    private static String ours(ShellFixture shell, long rva) {
        shell.ask("laddr " + Long.toHexString(shell.module().address(rva)));
        String file = shell.fields().get("file");
        return file == null ? NONE : file + ":" + Long.parseLong(shell.fields().get("line"), 16);
    }

    @Test
    void findsTheLineOfEveryFunction() throws Exception {
        Programs.assumeLlvm("llvm-symbolizer");
        int images = 0;
        int early = 0;
        for (Path image : CorpusPairs.images()) {
            try (ShellFixture shell = new ShellFixture(directory).load(image.toString())) {
                Optional<PdbFile> pdb = shell.module().symbols().flatMap(file -> file.pdb());
                List<Long> starts = pdb.isPresent() && !CorpusPairs.isRearranged(pdb.get())
                        ? CorpusPairs.functions(pdb.get())
                        : List.of();
                List<List<String>> theirs = starts.isEmpty() ? List.of() : printed(image, starts, "--no-inlines");
                if (theirs.size() < starts.size() || starts.isEmpty() || knowsNothing(theirs)) {
                    continue;
                }
                images++;
                for (int i = 0; i < starts.size(); i++) {
                    String expected = place(theirs.get(i).get(1));
                    String actual = ours(shell, starts.get(i));
                    facts++;
                    if (actual.equals(NONE) && comesLater(shell, starts.get(i), expected)) {
                        early++;
                    } else if (!actual.equals(expected)) {
                        differences.add(image.getFileName() + " " + Long.toHexString(starts.get(i)) + ": ours " + actual
                                + ", theirs " + expected);
                    }
                }
            }
        }
        System.out.printf(
                "laddr: %d functions of %d images compared, %d of them start before their first line%n",
                facts, images, early);
        assertThat(facts).isPositive();
        assertThat(differences).isEmpty();
    }

    /** Code before the first line of its function: the tool takes that line, we say that there is none. */
    private static boolean comesLater(ShellFixture shell, long rva, String place) {
        for (int distance = 1; distance < 0x100; distance++) {
            String next = ours(shell, rva + distance);
            if (!next.equals(NONE)) {
                return next.equals(place);
            }
        }
        return false;
    }

    @Test
    void findsInlinedCalls() throws Exception {
        Programs.assumeLlvm("llvm-symbolizer");
        Random random = new Random(20260101);
        int same = 0;
        for (Path image : CorpusPairs.images()) {
            try (ShellFixture shell = new ShellFixture(directory).load(image.toString())) {
                Optional<PdbFile> pdb = shell.module().symbols().flatMap(file -> file.pdb());
                List<Long> starts = pdb.isPresent() && !CorpusPairs.isRearranged(pdb.get())
                        ? CorpusPairs.functions(pdb.get())
                        : List.of();
                List<Long> addresses = new ArrayList<>();
                for (int i = 0; i + 1 < starts.size(); i += 4) {
                    long room = Math.min(0x1000, starts.get(i + 1) - starts.get(i));
                    addresses.add(starts.get(i) + random.nextInt((int) Math.max(1, room)));
                }
                List<List<String>> theirs = addresses.isEmpty() ? List.of() : printed(image, addresses, "--inlines");
                for (int i = 0;
                        i < addresses.size() && theirs.size() >= addresses.size() && !knowsNothing(theirs);
                        i++) {
                    List<String> places = new ArrayList<>();
                    for (int line = 1; line < theirs.get(i).size(); line += 2) {
                        places.add(place(theirs.get(i).get(line)));
                    }
                    facts++;
                    if (stack(shell, addresses.get(i)).equals(places)) {
                        same++;
                    }
                }
            }
        }
        System.out.printf("laddr -i: %d of %d addresses have the same calls%n", same, facts);
        assertThat(facts).isPositive();
        assertThat(same).isGreaterThanOrEqualTo(facts * 85 / 100);
    }

    /** Places of the calls at an address. */
    private static List<String> stack(ShellFixture shell, long rva) {
        List<String> places = new ArrayList<>();
        for (String line : shell.ask(
                        "laddr -i " + Long.toHexString(shell.module().address(rva)))
                .lines()
                .toList()) {
            if (line.matches("  \\d+ (inline|code  ) .*")) {
                int open = line.lastIndexOf('(');
                boolean known = line.endsWith(")");
                String file = known ? line.substring(line.lastIndexOf(" : ") + 3, open) : "";
                places.add(known ? place(file + ":" + line.substring(open + 1, line.length() - 1) + ":0") : NONE);
            }
        }
        return places.isEmpty() ? List.of(NONE) : places;
    }
}

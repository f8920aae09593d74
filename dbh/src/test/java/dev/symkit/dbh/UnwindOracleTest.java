// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.pe.FunctionTable;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares {@code uw} with LLVM's tool for the images of the corpus, and an image with its PDB. */
class UnwindOracleTest {
    private static final Pattern NUMBER = Pattern.compile(".*\\(0x([0-9A-F]+)\\)|.*?0x([0-9A-F]+)");
    private static final Pattern CODE = Pattern.compile("0x([0-9A-F]{2}): ([A-Z0-9_]+)(.*)");

    @TempDir
    private Path directory;

    private int facts;
    private int entries;
    private final List<String> differences = new ArrayList<>();

    @Test
    void agreesOnEveryFunction() throws Exception {
        String tool = Programs.assumeLlvm("llvm-readobj");
        int images = 0;
        for (Path image : OracleImages.all()) {
            try (ShellFixture shell = new ShellFixture(directory).load(image.toString())) {
                PeFile pe = shell.module().image().orElseThrow().pe();
                Optional<FunctionTable> table = FunctionTable.read(pe);
                if (table.isEmpty() || table.get().size() == 0) {
                    continue;
                }
                List<String> theirs = printed(tool, image);
                if (theirs.isEmpty()) {
                    continue;
                }
                images++;
                if (table.get().form() == FunctionTable.Form.X64) {
                    compareX64(shell, image, theirs);
                } else {
                    boolean wide = table.get().form() == FunctionTable.Form.ARM64;
                    compareArm(shell, image, theirs, pe.optionalHeader().imageBase(), wide);
                }
            }
        }
        System.out.printf(
                "uw: %d facts of %d entries in %d images compared, %d different%n",
                facts, entries, images, differences.size());
        assertThat(facts).isPositive();
        assertThat(differences).isEmpty();
    }

    private static List<String> printed(String tool, Path image) throws Exception {
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.of(List.of(tool, "--unwind", image.toString()))
                .within(Duration.ofMinutes(2)));
        return result.exit() == 0 ? result.out().lines().map(String::strip).toList() : List.of();
    }

    private static long number(String line) {
        Matcher matcher = NUMBER.matcher(line);
        assertThat(matcher.lookingAt()).as(line).isTrue();
        return Long.parseLong(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), 16);
    }

    /** The tool prints blocks that start with the address of a function. */
    private void compareX64(ShellFixture shell, Path image, List<String> theirs) {
        long imageBase =
                shell.module().image().orElseThrow().pe().optionalHeader().imageBase();
        List<String> expected = new ArrayList<>();
        long begin = 0;
        boolean inChained = false;
        for (String line : theirs) {
            inChained = !line.equals("RuntimeFunction {") && (inChained || line.startsWith("Chained {"));
            if (inChained) {
                continue;
            }
            if (line.startsWith("StartAddress:")) {
                if (begin != 0) {
                    check(shell, image, begin, expected);
                }
                expected.clear();
                begin = number(line);
                begin = begin >= imageBase ? begin - imageBase : begin;
            } else if (line.startsWith("EndAddress:")) {
                long end = number(line);
                expected.add("end " + Long.toHexString(end >= imageBase ? end - imageBase : end));
            } else if (line.startsWith("Version:") || line.startsWith("PrologSize:")) {
                String label = line.startsWith("V") ? "version" : "prolog";
                expected.add(label + ": "
                        + Long.toHexString(Long.parseLong(
                                line.substring(line.indexOf(' ') + 1).strip())));
            } else {
                Matcher code = CODE.matcher(line);
                if (code.matches()) {
                    expected.add(code(code));
                }
            }
        }
        if (begin != 0) {
            check(shell, image, begin, expected);
        }
    }

    /** A code of the tool as we show it. */
    private static String code(Matcher code) {
        String rest = code.group(3)
                .replaceAll("size=(\\d+)", "#$1#")
                .replaceAll("reg=(\\w+)", "$1")
                .replaceAll("(offset|length)=0x", "")
                .replace(",", "")
                .toLowerCase(Locale.ROOT);
        Matcher size = Pattern.compile("#(\\d+)#").matcher(rest);
        if (size.find()) {
            rest = " " + Long.toHexString(Long.parseLong(size.group(1)));
        }
        String name = code.group(2);
        if (name.equals("EPILOG")) {
            rest = ""; // other words for the same; its kind and place are compared
        }
        return code.group(1).toLowerCase(Locale.ROOT) + ": " + name + rest;
    }

    private void check(ShellFixture shell, Path image, long begin, List<String> expected) {
        if (expected.size() < 2) {
            return; // an entry of zeros, which incremental links leave
        }
        String answer = shell.ask("uw " + Long.toHexString(shell.module().address(begin)));
        List<String> ours = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (line.startsWith("    ")) {
                break; // what it continues
            }
            if (ours.isEmpty() && line.contains("-")) {
                long end = Long.parseLong(line.split("[- ]", 3)[1], 16);
                ours.add("end " + Long.toHexString(end - shell.module().base()));
            } else if (line.startsWith("version") || line.startsWith("prolog")) {
                ours.add(line);
            } else if (line.startsWith("  ")) {
                ours.add(line.strip().replaceAll("(: EPILOG).*", "$1"));
            }
        }
        entries++;
        facts += ours.size();
        if (!ours.equals(expected)) {
            differences.add(
                    image.getFileName() + " " + Long.toHexString(begin) + ": ours " + ours + ", theirs " + expected);
        }
    }

    /** For ARM the function, its length and the fields of packed data; for ARM64 the codes too. */
    private void compareArm(ShellFixture shell, Path image, List<String> theirs, long imageBase, boolean codes) {
        long begin = 0;
        List<String> expectedCodes = new ArrayList<>();
        for (String line : theirs) {
            if (line.startsWith("Function:")) {
                compareCodes(shell, image, begin, expectedCodes);
                expectedCodes.clear();
                begin = number(line) - imageBase & ~1L;
                continue;
            } else if (Arm64Codes.isTheirs(line)) {
                if (codes) {
                    expectedCodes.add(Arm64Codes.theirs(line));
                }
                continue;
            }
            String value = line.substring(line.indexOf(':') + 1).strip();
            String answer = begin == 0
                    ? ""
                    : shell.ask("uw " + Long.toHexString(shell.module().address(begin)));
            String expected = null;
            if (line.startsWith("FunctionLength:")) {
                entries++;
                expected = Long.toHexString(shell.module().address(begin)) + "-"
                        + Long.toHexString(shell.module().address(begin) + Long.parseLong(value));
            } else if (answer.contains("RegF:") && line.startsWith("RegF:")) {
                expected = "RegF: " + value + "\n";
            } else if (answer.contains("RegF:") && line.startsWith("RegI:")) {
                expected = "RegI: " + Long.toHexString(Long.parseLong(value)) + "\n";
            } else if (answer.contains("RegF:") && line.startsWith("FrameSize:")) {
                expected = "frame: " + Long.toHexString(Long.parseLong(value)) + "\n";
            } else if (answer.contains("RegF:") && line.startsWith("CR:")) {
                expected = "CR: " + value + "\n";
            }
            if (expected != null) {
                facts++;
                if (!answer.contains(expected)) {
                    differences.add(image.getFileName() + " " + Long.toHexString(begin) + ": ours " + answer
                            + ", theirs " + line);
                }
            }
        }
        compareCodes(shell, image, begin, expectedCodes);
    }

    private void compareCodes(ShellFixture shell, Path image, long begin, List<String> expected) {
        if (expected.isEmpty()) {
            return;
        }
        facts += expected.size();
        List<String> ours = Arm64Codes.ours(
                shell.ask("uw " + Long.toHexString(shell.module().address(begin))));
        boolean same = ours.equals(expected);
        if (!same && ours.size() > expected.size()) {
            // The tool does not show a single epilog whose codes are the last ones of the prolog.
            int shared = ours.size() - expected.size();
            same = ours.subList(0, expected.size()).equals(expected)
                    && expected.size() >= shared
                    && ours.subList(expected.size(), ours.size())
                            .equals(expected.subList(expected.size() - shared, expected.size()));
        }
        if (!same) {
            differences.add(
                    image.getFileName() + " " + Long.toHexString(begin) + ": ours " + ours + ", theirs " + expected);
        }
    }

    @Test
    void readsTheCopyInThePdb() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        String stem = "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver";
        int functions = 0;
        try (ShellFixture image = new ShellFixture(directory)
                        .load(corpus.file(stem + ".sys").toString());
                ShellFixture pdb = new ShellFixture(directory)
                        .load(corpus.file(stem + ".pdb").toString())) {
            FunctionTable table = FunctionTable.read(
                            image.module().image().orElseThrow().pe())
                    .orElseThrow();
            for (int i = 0; i < table.size(); i++) {
                String command = "uw " + Long.toHexString(image.module().address(table.begin(i)));
                assertThat(pdb.ask(command)).isEqualTo(image.ask(command)).contains("version: ");
                functions++;
            }
        }
        System.out.println("uw: " + functions + " functions are the same in an image and its PDB");
        assertThat(functions).isPositive();
    }
}

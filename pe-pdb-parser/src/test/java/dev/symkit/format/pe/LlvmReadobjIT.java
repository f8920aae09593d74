// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares what we read of every image of the corpus and {@link BigData} with llvm-readobj, if it is installed. Images that llvm-readobj
 * refuses or crashes on are counted, not compared.
 */
class LlvmReadobjIT {
    private static final Pattern LINE = Pattern.compile("([A-Za-z]+|0x[0-9A-F]{2}): ?(.*)|(0x(?:[0-9a-f]{2})+) *;.*");
    private static final Set<String> UNWIND = Set.of(
            "Version",
            "PrologSize",
            "Function",
            "FunctionLength",
            "RegF",
            "RegI",
            "HomedParameters",
            "CR",
            "FrameSize",
            "EpilogueOffset",
            "EpilogueScopes",
            "ByteCodeLength",
            "StartOffset",
            "EpilogueStartIndex",
            "Routine");

    private String tool = "";
    private int facts;
    private int entries;
    private int refused;
    private final List<String> differences = new ArrayList<>();

    private interface Facts {
        List<String> read(PeFile pe) throws IOException;
    }

    @Test
    void agreesOnEveryImage() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        tool = Programs.assumeLlvm("llvm-readobj");
        int images = 0;
        for (Path path : images(corpus)) {
            try (ByteSource source = FileByteSource.open(path)) {
                compare(path, PeFile.open(source));
                images++;
            }
        }
        System.out.printf(
                "%s: %d images, %d facts, %d function table entries compared; %d outputs refused%n",
                tool, images, facts, entries, refused);
        assertThat(differences).isEmpty();
        assertThat(facts).isPositive();
        assertThat(entries).isPositive();
    }

    private static List<Path> images(Corpus corpus) throws IOException {
        List<Path> result = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpus.root())) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                try (ByteSource source = FileByteSource.open(path)) {
                    if (!isDamaged(path) && PeFile.recognise(source)) {
                        result.add(path);
                    }
                }
            }
        }
        result.addAll(BigData.files(".exe", ".dll", ".node"));
        return result;
    }

    private static boolean isDamaged(Path path) {
        return path.toString().contains("malformed") || path.endsWith("truncated.exe");
    }

    private void compare(Path path, PeFile pe) throws Exception {
        Set<String> headerKeys = keys(LlvmFacts.headers(pe));
        compare(path, pe, LlvmFacts::headers, headerKeys, "--file-headers", "--sections");
        compare(
                path,
                pe,
                LlvmFacts::debug,
                Set.of(
                        "MajorVersion",
                        "MinorVersion",
                        "SizeOfData",
                        "AddressOfRawData",
                        "PointerToRawData",
                        "PDBAge",
                        "PDBFileName"),
                "--coff-debug-directory");
        compare(path, pe, LlvmFacts::exports, Set.of("Ordinal", "Name", "RVA"), "--coff-exports");
        if (FunctionTable.read(pe).isPresent()
                && FunctionTable.read(pe).orElseThrow().size() > 0) {
            compare(path, pe, LlvmFacts::unwind, UNWIND, "--unwind");
        }
    }

    private static Set<String> keys(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf(':'))).collect(Collectors.toSet());
    }

    private void compare(Path path, PeFile pe, Facts ours, Set<String> keys, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(options));
        command.add(path.toString());
        ChildProcess.Result result = run(command);
        if (result.exit() != 0) {
            refused++;
            System.out.println("the tool gave up: " + String.join(" ", command));
            return;
        }
        String text = new String(result.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        List<String> theirs = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                String code = matcher.group(3);
                if (code != null) {
                    if (pe.machine() == Machine.ARM64) { // for ARM only the bytes are kept
                        theirs.add(code);
                    }
                } else if (keys.contains(matcher.group(1)) || matcher.group(1).startsWith("0x")) {
                    theirs.add(line.strip());
                }
            }
        }
        for (int i = theirs.size() - 1; i >= 2 && keys.contains("Ordinal"); i--) {
            if (theirs.get(i).equals("RVA: 0x0")) { // an ordinal that is not used
                theirs.subList(i - 2, i + 1).clear();
                i -= 2;
            }
        }
        report(path, String.join(" ", options), ours.read(pe), theirs);
    }

    private static ChildProcess.Result run(List<String> command) throws IOException, InterruptedException {
        return ChildProcess.run(ChildProcess.Spec.of(command).within(Duration.ofMinutes(2)));
    }

    private void report(Path path, String what, List<String> ours, List<String> theirs) {
        int common = Math.min(ours.size(), theirs.size());
        for (int i = 0; i < common; i++) {
            boolean noDetails = theirs.get(i).endsWith(": EPILOG"); // versions before 22
            if (noDetails
                    ? !ours.get(i).startsWith(theirs.get(i))
                    : !ours.get(i).equals(theirs.get(i))) {
                differences.add(
                        path + " " + what + " line " + i + ": ours " + ours.get(i) + ", theirs " + theirs.get(i));
                return;
            }
        }
        if (ours.size() != theirs.size()) {
            differences.add(path + " " + what + ": ours " + ours.size() + " facts, theirs " + theirs.size());
            return;
        }
        facts += common;
        entries += (int) ours.stream()
                .filter(line -> line.startsWith("Function:") || line.startsWith("PrologSize"))
                .count();
    }
}

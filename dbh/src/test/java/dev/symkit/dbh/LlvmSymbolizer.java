// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks llvm-symbolizer about addresses. It wants an image: it gets one that only names the PDB, so that PDBs without image are compared
 * too. Functions have the names of their procedure records ({@code --functions=short}), which are not decorated. The tool crashes at some
 * addresses; it is started again behind them. Confined to one thread.
 */
final class LlvmSymbolizer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FUNCTION = "FunctionName";

    private final String tool = Programs.assumeLlvm("llvm-symbolizer");
    private final Path image;

    /** A tool that answers from a PDB. */
    LlvmSymbolizer(Path directory, Path file, PdbFile pdb) throws IOException {
        image = directory.resolve("oracle.exe");
        byte[] content = new PeBuilder()
                .rsds(pdb.info().info().guid().orElseThrow(), pdb.info().info().age(), file.toString())
                .build();
        Files.write(image, content);
    }

    /**
     * A function at an address.
     *
     * @param place {@code file:line}, {@link Places#NONE} if there is none
     */
    record Frame(String function, String place) {}

    /** The functions at each address, the innermost first; empty where the tool crashes. */
    List<Optional<List<Frame>>> ask(List<Long> rvas, boolean inlined) throws IOException, InterruptedException {
        List<Optional<List<Frame>>> answers = new ArrayList<>();
        while (answers.size() < rvas.size()) {
            List<Long> rest = rvas.subList(answers.size(), rvas.size());
            ChildProcess.Result result = run(rest, inlined);
            String out = new String(result.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            for (String line : out.lines().toList()) {
                answers.add(Optional.of(frames(line)));
            }
            if (result.exit() != 0 && answers.size() < rvas.size()) {
                answers.add(Optional.empty());
            } else if (answers.size() != rvas.size()) {
                throw new AssertionError(
                        answers.size() + " answers for " + rvas.size() + " addresses: " + result.err());
            }
        }
        return answers;
    }

    private ChildProcess.Result run(List<Long> rvas, boolean inlined) throws IOException, InterruptedException {
        List<String> command = List.of(
                tool,
                "--relative-address",
                "--functions=short",
                "--no-demangle",
                "--output-style=JSON",
                inlined ? "--inlines" : "--no-inlines",
                "--obj=" + image);
        StringBuilder input = new StringBuilder();
        rvas.forEach(rva -> input.append("0x").append(Long.toHexString(rva)).append('\n'));
        ChildProcess.Spec spec = ChildProcess.Spec.of(command).within(Duration.ofMinutes(5));
        return ChildProcess.run(spec, input.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether it found no line at all: it cannot read those of Visual C++ 2005 and before. */
    static boolean knowsNoLines(List<Optional<List<Frame>>> answers) {
        return answers.stream()
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .allMatch(frame -> frame.place().equals(Places.NONE));
    }

    /** Reads an answer, {@code {... "Symbol": [{... "FileName": ..., "FunctionName": ..., "Line": ...}]}}. */
    private static List<Frame> frames(String json) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            Map<String, String> fields = new HashMap<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    fields.put(parser.currentName(), parser.getText());
                } else if (token == JsonToken.END_OBJECT && fields.containsKey(FUNCTION)) {
                    String place = Places.of(
                            fields.getOrDefault("FileName", ""), Long.parseLong(fields.getOrDefault("Line", "0")));
                    frames.add(new Frame(fields.getOrDefault(FUNCTION, ""), place));
                    fields.clear();
                }
            }
        }
        return frames;
    }
}

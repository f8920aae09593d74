// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What llvm-pdbutil says about a PDB: for each section of its output, facts in a form that both sides can give, fields joined by {@code
 * |}. Text has one char for each byte.
 */
final class PdbutilDump {
    /** Patterns by section; the groups of a match are a fact. */
    private static final Map<String, List<Pattern>> PATTERNS = Map.ofEntries(
            entry(
                    "Summary",
                    "  (Block Size|Number of blocks|Number of streams|Signature|Age|Has Debug Info|Has IDs"
                            + "|Is incrementally linked|Has conflicting types|Is stripped): (.*)",
                    "  (GUID): \\{(.*)\\}"),
            entry("Streams", "  Stream +(\\d+) \\( *(\\d+) bytes\\).*"),
            entry("Named Streams", "\\s+Index: (\\d+)", "\\s+Size in bytes: \\d+", "\\s+([^ ].*)"),
            entry("String Table", "\\s*(\\d+) \\| '(.*)'"),
            entry(
                    "Section Headers",
                    " +(\\S{0,8}).* name", // the tool runs on into the next field after 8 bytes
                    " +([0-9A-F]+) virtual size",
                    " +([0-9A-F]+) virtual address",
                    " +([0-9A-F]+) size of raw data",
                    " +([0-9A-F]+) file pointer to raw data",
                    " +([0-9A-F]+) flags"),
            entry("Original Section Headers", " +(\\S{0,8}).* name", " +([0-9A-F]+) virtual address"),
            entry(
                    "Section Contributions",
                    "\\s*SC2?\\[.*\\]\\s*\\| mod = (\\d+), (\\d+):(\\d+), size = (-?\\d+), data crc = (\\d+),"
                            + " reloc crc = (\\d+)(?:, coff section = (\\d+))?"),
            entry(
                    "Section Map",
                    "\\s*Section \\d+ \\| ovl = (\\d+), group = (\\d+), frame = (\\d+), name = (\\d+)",
                    "\\s*class = (\\d+), offset = (\\d+), size = (\\d+)"),
            entry(
                    "Modules",
                    "\\s*Mod \\d+ \\| `(.*)`: ",
                    "\\s*SC2?\\[.*\\]\\s*\\| mod = (\\d+), (\\d+):(\\d+), size = (-?\\d+), data crc = (\\d+),"
                            + " reloc crc = (\\d+)",
                    "\\s*Obj: `(.*)`: ",
                    "\\s*debug stream: (\\d+), # files: (\\d+), has ec info: (true|false)",
                    "\\s*pdb file ni: (\\d+) `(.*)`, src file ni: (\\d+) `(.*)`"),
            entry("Files", "\\s*Mod (\\d+) \\| .*", "\\s*- \\([^)]*\\) (.*)"),
            // The fields after these come from other bits than winnt.h has them in.
            entry("Old FPO Data", "([0-9A-F]{8}) \\| +(\\d+) \\| +(\\d+) \\| +(\\d+) \\|.*"),
            entry(
                    "New FPO Data",
                    "([0-9A-F]{8}) \\| +(\\d+) \\| +(\\d+) \\| +(\\d+) \\| +(\\d+) \\| +(\\d+) \\| +(\\d+) \\| +(\\w+)"
                            + " \\| +(\\w+) \\| +(\\w+) \\| (.*)"));

    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private static Map.Entry<String, List<Pattern>> entry(String section, String... patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Pattern.compile(pattern));
        }
        return Map.entry(section, List.copyOf(compiled));
    }

    private PdbutilDump(String output) {
        List<String> lines = output.lines().toList();
        List<Pattern> patterns = List.of();
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i + 1 < lines.size() && lines.get(i + 1).startsWith("=====")) {
                String title = lines.get(i).strip();
                patterns = PATTERNS.getOrDefault(title, List.of());
                facts = sections.computeIfAbsent(title, key -> new ArrayList<>());
                i++;
                continue;
            }
            for (Pattern pattern : patterns) {
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.matches()) {
                    if (matcher.groupCount() > 0) {
                        facts.add(groups(matcher));
                    }
                    break;
                }
            }
        }
    }

    private static String groups(Matcher matcher) {
        List<String> fields = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                fields.add(matcher.group(group));
            }
        }
        return String.join("|", fields);
    }

    /** Facts of a section, in order; nothing if it is not there. */
    List<String> facts(String section) {
        return sections.getOrDefault(section, List.of());
    }

    /** Runs the tool; empty if it refuses the file. */
    static Optional<PdbutilDump> run(String tool, Path pdb) throws IOException, InterruptedException {
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.of(List.of(
                        tool,
                        "dump",
                        "-summary",
                        "-streams",
                        "-modules",
                        "-section-contribs",
                        "-section-headers",
                        "-section-map",
                        "-files",
                        "-fpo",
                        "-string-table",
                        "-named-streams",
                        pdb.toString()))
                .within(Duration.ofMinutes(5)));
        return result.exit() == 0 ? Optional.of(new PdbutilDump(result.out())) : Optional.empty();
    }
}

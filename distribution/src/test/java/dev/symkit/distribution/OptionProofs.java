// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proves each option of a tool: golden cases by name, tests as {@code Class} or {@code Class#method}. The sources tell which
 * switches and tests there are, for the classes are those of other modules.
 *
 * @param tool the tool, which its module and its folder of golden cases are named after
 * @param table the source that declares its switches, below that of its commands
 * @param options names of switches as they are declared, each with its proofs
 */
record OptionProofs(String tool, String table, Map<String, List<String>> options) {
    private static final Pattern SWITCH = Pattern.compile("\\bSwitch\\.\\w+\\(\\s*(?:\"([^\"]+)\"|(\\w+))");
    private static final List<String> LIBRARIES = List.of("core", "cli-support", "pe-pdb-parser", "distribution");

    OptionProofs {
        options = Map.copyOf(options);
    }

    /** The names of the switches that a piece of a source declares, in alphabetical order. */
    static List<String> switches(String source) {
        TreeSet<String> names = new TreeSet<>();
        for (Matcher found = SWITCH.matcher(source); found.find(); ) {
            names.add(found.group(1) == null ? constant(source, found.group(2)) : found.group(1));
        }
        return List.copyOf(names);
    }

    private static String constant(String source, String name) {
        Matcher value = Pattern.compile("\\b" + name + " = \"([^\"]+)\"").matcher(source);
        assertThat(value.find()).as("value of " + name).isTrue();
        return value.group(1);
    }

    /** Fails unless every switch has a proof, every proof is there, and no switch is listed that does not exist. */
    void assertComplete() throws IOException {
        Path source = Tree.sources().resolve(tool + "/src/main/java/dev/symkit/" + tool + "/cli/" + table + ".java");
        assertThat(switches(Files.readString(source, UTF_8))).containsExactlyInAnyOrderElementsOf(options.keySet());
        for (List<String> proofs : options.values()) {
            assertThat(proofs).isNotEmpty();
            assertThere(tool, proofs);
        }
    }

    /** Fails unless the help, as the golden case {@code help} has it, names every switch. */
    void assertHelpIsComplete() throws IOException {
        assertThat(Files.readString(golden(tool).resolve("help/stdout"), UTF_8))
                .contains(options.keySet().stream()
                        .map(name -> name.startsWith("--") ? name : "-" + name)
                        .toList());
    }

    /** Fails unless all these golden cases and tests of a tool exist. */
    static void assertThere(String tool, List<String> proofs) throws IOException {
        for (String proof : proofs) {
            boolean test = Character.isUpperCase(proof.charAt(0));
            boolean exists =
                    test ? hasTest(tool, proof) : Files.exists(golden(tool).resolve(proof + "/cmd"));
            assertThat(exists).as(tool + ": " + proof).isTrue();
        }
    }

    private static Path golden(String tool) {
        return Tree.sources().resolve("distribution/src/test/golden/" + tool);
    }

    private static boolean hasTest(String tool, String proof) throws IOException {
        String[] parts = proof.split("#", 2);
        for (String module : Stream.concat(Stream.of(tool), LIBRARIES.stream()).toList()) {
            try (Stream<Path> files = Files.walk(Tree.sources().resolve(module).resolve("src/test/java"))) {
                Optional<Path> file =
                        files.filter(each -> each.endsWith(parts[0] + ".java")).findFirst();
                if (file.isPresent()) {
                    return parts.length == 1
                            || Files.readString(file.get(), UTF_8).contains("void " + parts[1] + "(");
                }
            }
        }
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The replacements that a case declares for what differs from run to run, applied in their order. Immutable. */
record GoldenMask(List<Replacement> replacements) {
    private static final String ARROW = " -> ";

    record Replacement(Pattern pattern, String text) {}

    /**
     * Reads a mask file: one {@code regex -> replacement} a line; the last {@code " -> "} of a line separates. {@code ${dir}} in the
     * regex is the working directory, taken literally. Lines that are blank or start with {@code #} do not count. A missing file
     * masks nothing.
     */
    static GoldenMask read(Path file, String directory) throws IOException {
        List<Replacement> replacements = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int arrow = line.lastIndexOf(ARROW);
            if (arrow < 0) {
                throw new IOException(file + ": no '" + ARROW + "' in: " + line);
            }
            String regex = line.substring(0, arrow).replace("${dir}", Pattern.quote(directory));
            replacements.add(
                    new Replacement(Pattern.compile(regex, Pattern.MULTILINE), line.substring(arrow + ARROW.length())));
        }
        return new GoldenMask(List.copyOf(replacements));
    }

    String apply(String text) {
        String masked = text;
        for (Replacement each : replacements) {
            masked = each.pattern().matcher(masked).replaceAll(each.text());
        }
        return masked;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code examples/symproxy}, as it is in the zip.
 *
 * @param text what it holds, one place of the file system put for another
 */
record Example(String text) {

    /** Reads one from the exploded distribution. */
    static Example of(String name) throws IOException {
        return new Example(Files.readString(folder().resolve(name)));
    }

    static Path folder() {
        return Tree.exploded().resolve("examples/symproxy");
    }

    /** The same with other texts for some, such as the folders of this machine. */
    Example with(Map<String, String> other) {
        String result = text;
        for (Map.Entry<String, String> each : other.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return new Example(result);
    }

    /** Writes it to a file. */
    Path write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    /** What follows a word at the start of a line, for each such line. */
    List<String> after(String word) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(word) + "(.*)$").matcher(text);
        return line.results().map(match -> match.group(1).strip()).toList();
    }

    /** The same of a word that stands once. */
    String only(String word) {
        List<String> all = after(word);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " lines begin with '" + word + "'");
        }
        return all.get(0);
    }
}

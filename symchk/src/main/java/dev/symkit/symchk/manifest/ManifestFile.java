// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import dev.symkit.store.storage.WholeFile;
import dev.symkit.symchk.files.ListFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes manifests. Stateless. */
public final class ManifestFile {
    private ManifestFile() {}

    /**
     * A line that was read.
     *
     * @param number from 1
     * @param text as it is there
     * @param line what it means; empty if it is malformed
     */
    public record Entry(int number, String text, Optional<ManifestLine> line) {}

    /** The lines of a manifest, without empty ones, comments and repeated ones. */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String raw : ListFile.lines(file)) {
            number++;
            String text = raw.strip();
            if (text.isEmpty() || text.startsWith(";") || text.startsWith("#")) {
                continue;
            }
            Optional<ManifestLine> line = ManifestLine.parse(text);
            if (line.isEmpty() || seen.add(line.get().folded())) {
                entries.add(new Entry(number, text, line));
            }
        }
        return entries;
    }

    /** Writes a manifest, whole or not at all, without repeated lines; replaces what is there. */
    public static void write(Path file, Collection<ManifestLine> lines) throws IOException {
        Map<String, ManifestLine> once = new LinkedHashMap<>();
        lines.forEach(line -> once.putIfAbsent(line.folded(), line));
        List<String> texts = once.values().stream().map(ManifestLine::text).toList();
        WholeFile.write(file, temporary -> Files.write(temporary, texts));
    }
}

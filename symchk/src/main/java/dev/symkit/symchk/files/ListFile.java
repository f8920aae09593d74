// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import dev.symkit.path.AnsiText;
import dev.symkit.store.storage.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file with one file name on each line (symchk.md 1.4). */
public final class ListFile {
    private static final int MOST = 256 * 1024 * 1024;

    private ListFile() {}

    /**
     * The lines of a text file, however it is encoded.
     *
     * @throws IOException if it cannot be read, or is larger than 256 MiB
     */
    public static List<String> lines(Path file) throws IOException {
        WholeFile.check(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IOException(file + ": larger than the " + MOST + " bytes allowed for a list");
            }
            return AnsiText.decode(bytes).lines().toList();
        }
    }

    /** The entries: without comments, blanks around them, and quotes. */
    public static List<String> entries(Path file) throws IOException {
        return lines(file).stream()
                .map(ListFile::entry)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static String entry(String line) {
        int comment = line.indexOf(';');
        String text = (comment < 0 ? line : line.substring(0, comment)).strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}

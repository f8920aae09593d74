// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.layout.StoreText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A response file: one path on each line (documented), in quotes or not; UTF-8, UTF-16 with BOM, else windows-1252 (our choice). */
final class FileList {
    private static final int MAX_SIZE = 64 * 1024 * 1024;

    private FileList() {}

    /** The paths, without blank lines. */
    static List<String> read(Path list) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String line : StoreText.decode(bytes(list)).lines().toList()) {
            String text = line.strip();
            if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
                text = text.substring(1, text.length() - 1);
            }
            if (!text.isEmpty()) {
                paths.add(text);
            }
        }
        return paths;
    }

    private static byte[] bytes(Path list) throws IOException {
        try (InputStream in = Files.newInputStream(list)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException("larger than the " + MAX_SIZE + " bytes allowed for a list of files");
            }
            return bytes;
        }
    }
}

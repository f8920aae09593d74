// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.path.AnsiText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text file with a key on each line. */
public final class KeyList {
    private KeyList() {}

    /**
     * The keys, in order. Blanks around them, empty lines and those that begin with {@code #} do not count.
     *
     * @param name of the file for messages
     * @throws IOException if it cannot be read, or a line has another form than {@code NAME/INDEX}
     */
    public static List<FileKey> read(Path file, String name) throws IOException {
        String text = AnsiText.decode(Files.readAllBytes(file));
        List<FileKey> keys = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                int at = number;
                keys.add(FileKey.parse(line)
                        .orElseThrow(() -> new IOException(name + ":" + at + ": not NAME/INDEX: '" + line + "'")));
            }
        }
        return keys;
    }
}

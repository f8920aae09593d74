// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.store.storage.WholeFile;
import dev.symkit.symsrv.session.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a store keeps about two files together: a small XML file that names both with their indexes, in a directory {@code supplement} beside the
 * first (dbh.md 3.5; name, place and content are our choice, those of DbgHelp are not known). Immutable.
 *
 * @param store the directory of the store
 * @param first the file that it is kept with
 * @param second the other one
 */
public record Supplement(Path store, FileKey first, FileKey second) {
    /** Its name: both indexes. */
    public String name() {
        return first.index() + "_" + second.index() + ".xml";
    }

    /** Its place in the store. */
    public Path path() {
        return directory().resolve(name());
    }

    private Path directory() {
        return store.resolve(first.name()).resolve(first.index()).resolve("supplement");
    }

    /**
     * Writes it; replaces what is there.
     *
     * @throws NoSuchFileException if there is no store
     * @throws IOException if it cannot be written
     */
    public void write() throws IOException {
        if (!Files.isDirectory(store)) {
            throw new NoSuchFileException(store.toString());
        }
        Files.createDirectories(directory());
        WholeFile.write(path(), temporary -> Files.writeString(temporary, content(), UTF_8));
    }

    private String content() {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<supplement>\n" + element(first) + element(second)
                + "</supplement>\n";
    }

    private static String element(FileKey key) {
        return "  <file name=\"" + escaped(key.name()) + "\" index=\"" + escaped(key.index()) + "\"/>\n";
    }

    /** Characters that XML cannot have become question marks. */
    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '"' -> result.append("&quot;");
                default -> result.appendCodePoint(isAllowed(c) ? c : '?');
            }
        });
        return result.toString();
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.path.UncPath;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of an index file: {@code "<name>\<index>","<path>",<class>,<size>,} (our choice; the original's form is not public).
 *
 * @param key the key of the file
 * @param path the path of the file below the share, its parts; at least one
 * @param symbolClass the class; empty if the line does not tell
 */
record IndexLine(SymbolKey key, List<String> path, Optional<SymbolClass> symbolClass) {
    private static final String COMMENT = ";";

    /** Copies the list. */
    IndexLine {
        path = List.copyOf(path);
    }

    /** Whether a line says nothing: it is blank or a comment. */
    static boolean isEmpty(String line) {
        return line.isBlank() || line.startsWith(COMMENT);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalKeyException if it is none, its key is not fit for a store or its path leaves the share
     */
    static IndexLine parse(String line) throws IllegalKeyException {
        List<String> fields = Fields.parse(line);
        int cut = fields.get(0).lastIndexOf('\\');
        if (fields.size() < 2 || cut < 0) {
            throw new IllegalKeyException("not a line of an index file");
        }
        SymbolKey key =
                SymbolKey.of(fields.get(0).substring(0, cut), fields.get(0).substring(cut + 1));
        List<String> path = UncPath.parts(fields.get(1));
        if (path.isEmpty() || path.stream().anyMatch(part -> part.equals("..") || part.indexOf('\0') >= 0)) {
            throw new IllegalKeyException("the path does not lie below the share");
        }
        String word = fields.size() > 2 ? fields.get(2).strip() : "";
        Optional<SymbolClass> symbolClass = Arrays.stream(SymbolClass.values())
                .filter(each -> each.text().equalsIgnoreCase(word))
                .findFirst();
        return new IndexLine(key, path, symbolClass);
    }

    /**
     * The line, with its end.
     *
     * @param size bytes of the file
     * @param quoted whether name and path are in quotes
     */
    String text(long size, boolean quoted) {
        String entry = key.name() + "\\" + key.index();
        String file = String.join("\\", path);
        String start = quoted ? quote(entry) + "," + quote(file) : entry + "," + file;
        return start + "," + symbolClass.map(SymbolClass::text).orElse("") + "," + size + ",\r\n";
    }

    /** Why the line cannot be written; empty if it can. */
    Optional<String> problem(boolean quoted) {
        String all = key.name() + String.join("\\", path);
        if (all.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a path with a control character cannot be in an index file");
        }
        if (!quoted && (all.indexOf(',') >= 0 || all.indexOf('"') >= 0 || all.startsWith(COMMENT))) {
            return Optional.of("a path with a comma or quotation mark needs quotes; leave '/q' out");
        }
        return Optional.empty();
    }

    /** A comment that records the transaction an index file went into. */
    static String transaction(String id) {
        return COMMENT + " transaction " + id + "\r\n";
    }

    private static String quote(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}

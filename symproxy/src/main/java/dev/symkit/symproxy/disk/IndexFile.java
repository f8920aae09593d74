// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.WholeFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Keeps an index over a restart: a text file in UTF-8, a line for each file with name, index, file name, size, time of change (milliseconds
 * since 1970), digest, last use (seconds since 1970) and path, tabs between them. A line that means nothing is left out: what is on disk is
 * found again anyway.
 *
 * @param file the file; its directory exists
 */
record IndexFile(Path file) {
    private static final char TAB = '\t';
    private static final int FIELDS = 8;
    private static final int MAX_LINE = 2048;

    /** Writes what is known; nobody sees half of it. */
    void save(FileIndex index) throws IOException {
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                index.forEach((key, files) -> {
                    for (FileIndex.Known each : files) {
                        write(out, key, each, index.lastUse(key));
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static void write(BufferedWriter out, SymbolKey key, FileIndex.Known file, long used) {
        try {
            out.write(key.name() + TAB + key.index() + TAB + file.leaf() + TAB + file.size() + TAB + file.modified()
                    + TAB + HexFormat.of().toHexDigits(file.digest()) + TAB + used + TAB + file.path() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what was known. It has to be looked at before it is believed. */
    void load(FileIndex into) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.length() <= MAX_LINE) {
                    take(line, into);
                }
            }
        } catch (NoSuchFileException e) {
            return; // the first start
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
    }

    private static void take(String line, FileIndex into) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return;
        }
        try {
            SymbolKey key = SymbolKey.of(fields[0], fields[1]).canonical();
            long size = Long.parseLong(fields[3]);
            long modified = Long.parseLong(fields[4]);
            long digest = HexFormat.fromHexDigitsToLong(fields[5]);
            Path path = Path.of(fields[7]).normalize();
            boolean inside = !path.isAbsolute() && !path.startsWith("..") && path.endsWith(path.getFileName());
            if (inside && size >= 0) {
                into.put(key, new FileIndex.Known(fields[2], fields[7], size, modified, digest));
                into.used(key, Long.parseLong(fields[6]));
            }
        } catch (IllegalArgumentException | IllegalKeyException e) {
            return; // of another version, or damaged
        }
    }
}

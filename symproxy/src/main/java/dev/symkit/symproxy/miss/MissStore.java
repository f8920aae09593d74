// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.WholeFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Keeps misses over a restart: a text file in UTF-8, a line for each miss with its end in seconds since 1970, how many there were in a row,
 * and its id ({@code place/name/index}), tabs between them. A line that means nothing is left out.
 *
 * @param file the file; its directory exists
 * @param clock the time of day, which only stands in the file
 * @param longest no miss read is believed longer, so that a clock that jumped does no harm
 */
public record MissStore(Path file, InstantSource clock, Duration longest) {
    private static final String TAB = "\t";
    private static final int FIELDS = 3;
    private static final int MAX_LINE = 1024;

    /** Writes what is believed now; nobody sees half of it. */
    public void save(MemoryMissTable table) throws IOException {
        Instant now = clock.instant();
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                for (Map.Entry<String, MemoryMissTable.Miss> entry :
                        table.entries().asMap().entrySet()) {
                    Duration left = table.left(entry.getValue());
                    if (left.compareTo(Duration.ZERO) > 0) {
                        long end = now.plus(left).getEpochSecond();
                        out.write(end + TAB + entry.getValue().inRow() + TAB + entry.getKey() + "\n");
                    }
                }
            }
        });
    }

    /** Reads what is still to be believed. */
    public void load(MemoryMissTable table) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.length() <= MAX_LINE) {
                    take(line, table);
                }
            }
        } catch (NoSuchFileException e) {
            return; // the first start
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
    }

    private void take(String line, MemoryMissTable table) {
        String[] fields = line.split(TAB, -1);
        if (fields.length != FIELDS) {
            return;
        }
        int index = fields[2].lastIndexOf('/');
        int name = fields[2].lastIndexOf('/', index - 1);
        if (name < 0) {
            return;
        }
        try {
            long left = Long.parseLong(fields[0]) - clock.instant().getEpochSecond();
            int inRow = Integer.parseInt(fields[1]);
            SymbolKey key = SymbolKey.of(fields[2].substring(name + 1, index), fields[2].substring(index + 1));
            if (left > 0 && inRow > 0) {
                Duration time = Duration.ofSeconds(Math.min(left, longest.toSeconds()));
                table.restore(fields[2].substring(0, name), key.canonical(), time, inRow);
            }
        } catch (NumberFormatException | IllegalKeyException e) {
            return; // of another version, or damaged: only a memory is lost
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import dev.symkit.path.UrlText;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Misses kept from one process to the next (symsrv.md 12.3). A text file in UTF-8 with one line for each: end in seconds since 1970, index,
 * name and URL of the store, tabs between them. Misses of URLs with secrets are not in it. A line that cannot be read is left out.
 *
 * @param path the file; need not exist
 * @param clock tells what is over
 */
public record MissFile(Path path, InstantSource clock) {
    private static final String TAB = "\t";
    private static final int FIELDS = 4;
    private static final long MAX_SIZE = 64L << 20;

    /** What is in the file and not over. A file that is too large counts as empty. */
    public List<Misses.Miss> read() throws IOException {
        try {
            if (Files.size(path) > MAX_SIZE) {
                return List.of();
            }
            Instant now = clock.instant();
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return text.lines()
                    .flatMap(line -> parse(line).stream())
                    .filter(miss -> miss.until().isAfter(now))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<Misses.Miss> parse(String line) {
        String[] fields = line.split(TAB, -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            Instant until = Instant.ofEpochSecond(Long.parseLong(fields[0]));
            return Optional.of(new Misses.Miss(fields[3], SymbolKey.of(fields[2], fields[1]), until));
        } catch (NumberFormatException | DateTimeException | IllegalKeyException e) {
            return Optional.empty();
        }
    }

    /** Puts misses in the file, beside those that other processes have put there. Nobody sees half of it. */
    public void write(List<Misses.Miss> misses) throws IOException {
        write(Stream.concat(read().stream(), misses.stream()));
    }

    /** Empties the file. */
    public void clear() throws IOException {
        if (Files.exists(path)) {
            write(Stream.empty());
        }
    }

    private void write(Stream<Misses.Miss> misses) throws IOException {
        Map<String, Long> lines = new LinkedHashMap<>();
        misses.filter(miss -> UrlText.masked(miss.store()).equals(miss.store()))
                .filter(miss -> !miss.store().contains(TAB))
                .forEach(miss -> lines.merge(
                        miss.key().index() + TAB + miss.key().name() + TAB + miss.store(),
                        miss.until().getEpochSecond(),
                        Math::max));
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (rest, until) -> text.append(until).append(TAB).append(rest).append('\n'));
        Path whole = path.toAbsolutePath();
        Path directory = whole.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(whole, temporary -> Files.write(temporary, content));
    }
}

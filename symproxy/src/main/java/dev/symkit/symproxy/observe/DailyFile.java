// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log file, a new one each day (UTC): what was written on a day that is over goes to {@code FILE.YYYY-MM-DD}, and such files are deleted
 * when they are too old. A file of an earlier run is gone on with. Confined.
 */
final class DailyFile implements LogTarget {
    private static final Logger LOG = LoggerFactory.getLogger(DailyFile.class);
    private static final int BUFFER = 64 << 10;

    private final Path file;
    private final int keepDays;
    private @Nullable OutputStream out;
    private LocalDate day = LocalDate.MIN;

    /**
     * Opens nothing yet.
     *
     * @param keepDays how long files of days that are over are kept; 0 for ever
     */
    DailyFile(Path file, int keepDays) {
        this.file = file.toAbsolutePath();
        this.keepDays = keepDays;
    }

    private static LocalDate day(Instant when) {
        return LocalDate.ofInstant(when, ZoneOffset.UTC);
    }

    @Override
    public void write(byte[] line, Instant when) throws IOException {
        LocalDate now = day(when);
        OutputStream stream = out;
        if (stream == null || now.isAfter(day)) {
            stream = open(now);
        }
        stream.write(line);
    }

    private OutputStream open(LocalDate now) throws IOException {
        close();
        Files.createDirectories(directory());
        if (Files.exists(file)) {
            LocalDate written = day(Files.getLastModifiedTime(file).toInstant());
            LocalDate ended = day.equals(LocalDate.MIN) ? written : day;
            if (ended.isBefore(now)) {
                Files.move(file, free(ended));
            }
        }
        deleteOld(now);
        OutputStream stream = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER);
        day = now;
        out = stream;
        return stream;
    }

    private Path directory() {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private String prefix() {
        return file.getFileName() + ".";
    }

    /** A name for a day that nothing has yet. */
    private Path free(LocalDate ended) {
        Path wanted = file.resolveSibling(prefix() + ended);
        for (int i = 1; Files.exists(wanted); i++) {
            wanted = file.resolveSibling(prefix() + ended + "." + i);
        }
        return wanted;
    }

    /** What cannot be deleted stays: that must not keep the log from being written. */
    private void deleteOld(LocalDate now) {
        if (keepDays == 0) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory())) {
            for (Path each : all) {
                if (ofDay(each)
                        .filter(ended -> ended.isBefore(now.minusDays(keepDays)))
                        .isPresent()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("old access logs beside {} are not deleted: {}", file, e.toString());
        }
    }

    /** The day of a file that this class put there; empty for all others. */
    private Optional<LocalDate> ofDay(Path each) {
        String name = String.valueOf(each.getFileName());
        int start = prefix().length();
        if (!name.startsWith(prefix()) || name.length() < start + "YYYY-MM-DD".length()) {
            return Optional.empty();
        }
        String rest = name.substring(start + "YYYY-MM-DD".length());
        if (!rest.isEmpty() && !rest.matches("\\.\\d+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(start, start + "YYYY-MM-DD".length())));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // another file
        }
    }

    @Override
    public void flush() throws IOException {
        OutputStream stream = out;
        if (stream != null) {
            stream.flush();
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream stream = out;
        out = null;
        if (stream != null) {
            stream.close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exclusions in a file, read again when its time changes and at least every 30 minutes (symsrv.md 12.1). A file that cannot be read leaves
 * the list as it was. Guarded by itself.
 */
public final class WatchedExclusions implements ExclusionList {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedExclusions.class);
    private static final Duration MAX_AGE = Duration.ofMinutes(30);
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    private final Path file;
    private final Reader reader;
    private final InstantSource clock;
    private ExclusionList list = ExclusionList.NONE;
    private Instant read = Instant.MIN;
    private Instant looked = Instant.MIN;
    private @Nullable FileTime time;

    /** Reads the list in a file. */
    @FunctionalInterface
    public interface Reader {
        /** The list. */
        ExclusionList read(Path file) throws IOException;
    }

    /** A list that is read when it is asked for the first time. */
    public WatchedExclusions(Path file, Reader reader, InstantSource clock) {
        this.file = file;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public boolean excludes(String fileName) {
        return current().excludes(fileName);
    }

    private synchronized ExclusionList current() {
        Instant now = clock.instant();
        if (looked.isAfter(now.minus(MIN_AGE))) {
            return list;
        }
        looked = now;
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(time) || read.isBefore(now.minus(MAX_AGE))) {
                list = reader.read(file);
                time = modified;
                read = now;
            }
        } catch (IOException e) {
            LOG.warn("{}: exclusions cannot be read: {}", file, e.getMessage());
        }
        return list;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the directories and files of a store are really spelled (symsrv.md 2.2). Listings are kept for 30 seconds. Where the file system
 * ignores case itself, as on Windows, nothing is listed. Thread-safe.
 */
final class Spellings {
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final StoreStorage storage;
    private @Nullable Snapshot snapshot;

    private record Snapshot(Directories directories, Instant since) {}

    Spellings(StoreStorage storage) {
        this.storage = storage;
    }

    private boolean lists() {
        return !storage.separator().equals("\\");
    }

    private synchronized Directories directories(Instant now) {
        Snapshot known = snapshot;
        if (known == null || known.since().plus(MAX_AGE).isBefore(now)) {
            known = new Snapshot(new Directories(storage), now);
            snapshot = known;
        }
        return known.directories();
    }

    /** All paths that are there and equal the given one but for case, in order, without that one itself. */
    List<String> others(List<String> segments, Instant now) throws IOException {
        if (!lists()) {
            return List.of();
        }
        Directories directories = directories(now);
        List<String> found = List.of("");
        for (String segment : segments) {
            List<String> deeper = new ArrayList<>();
            for (String directory : found) {
                for (String name : directories.all(directory, segment)) {
                    deeper.add(Directories.join(directory, name));
                }
            }
            found = deeper;
        }
        String exact = String.join("/", segments);
        return found.stream().filter(path -> !path.equals(exact)).toList();
    }

    /** The spelling of a name that a directory does not have as it is. */
    Optional<String> other(String directory, String name, Instant now) throws IOException {
        return lists() ? directories(now).find(directory, name) : Optional.empty();
    }

    /** The names to use for a path that is about to be written: those in use, else the given ones. */
    List<String> use(List<String> segments, Instant now) throws IOException {
        if (!lists()) {
            return segments;
        }
        Directories directories = directories(now);
        List<String> used = new ArrayList<>();
        for (String segment : segments) {
            used.add(directories.findOrAdd(String.join("/", used), segment));
        }
        return used;
    }
}

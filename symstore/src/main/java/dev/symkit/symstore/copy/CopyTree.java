// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.copy;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies the files of one store to another, all that is below one name of the root at a time: so much is in memory, times the threads. Confined
 * to one thread, but for the names themselves.
 */
final class CopyTree {
    private static final int BLOCK = 1 << 20;

    /** That of SMB and NTFS, the coarsest in which times are kept. */
    private static final Duration TIME_UNIT = Duration.ofNanos(100);

    private final StoreStorage from;
    private final StoreStorage to;
    private final Staging staging;
    private final Parallel parallel;
    private final CopyStore.Listener listener;
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong removed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    CopyTree(StoreStorage from, StoreStorage to, Staging staging, Parallel parallel, CopyStore.Listener listener) {
        this.from = from;
        this.to = to;
        this.staging = staging;
        this.parallel = parallel;
        this.listener = listener;
    }

    CopyStore.Report report() {
        return new CopyStore.Report(copied.get(), Math.max(0, seen.get() - copied.get()), removed.get(), bytes.get());
    }

    /**
     * Copies all but 000Admin.
     *
     * @param last whether nobody changes the store meanwhile: what it does not have is removed, and all counts begin anew
     */
    void copyEntries(boolean last) throws IOException {
        Map<String, List<String>> names = new TreeMap<>();
        for (String name : from.list("")) {
            if (!isOwn(name)) {
                names.computeIfAbsent(spelled(name), key -> new ArrayList<>()).add(name);
            }
        }
        if (last) {
            seen.set(0);
            for (String name : to.list("")) {
                if (!isOwn(name)) {
                    names.putIfAbsent(name, List.of());
                }
            }
        }
        listener.started(names.size());
        parallel.forEach(List.copyOf(names.entrySet()), each -> {
            copyName(each.getKey(), each.getValue(), last);
            listener.compared();
        });
    }

    private boolean isOwn(String name) {
        return name.equalsIgnoreCase(StorageNames.ADMIN)
                || name.equals(StorageNames.LAYOUT_STAGING)
                || name.equals(StoreNames.SYMPROXY);
    }

    private String spelled(String name) {
        return to.canonicalNames() ? name.toLowerCase(Locale.ROOT) : name;
    }

    private void copyName(String target, List<String> sources, boolean last) throws IOException {
        Map<String, StorageEntry> there = new TreeMap<>();
        to.walk(target, there::put);
        Set<String> wanted = new LinkedHashSet<>();
        for (String source : sources) {
            Map<String, StorageEntry> files = new TreeMap<>();
            from.walk(source, files::put);
            for (Map.Entry<String, StorageEntry> file : files.entrySet()) {
                String path = spelledPath(file.getKey());
                if (!wanted.add(path)) {
                    throw new IOException(
                            file.getKey() + ": another file has the same name in the other store, which ignores case");
                }
                copy(file.getKey(), file.getValue(), path, Optional.ofNullable(there.get(path)));
            }
        }
        if (last) {
            NavigableSet<String> directories = new TreeSet<>();
            for (Map.Entry<String, StorageEntry> file : there.entrySet()) {
                if (!wanted.contains(file.getKey())) {
                    remove(file.getKey(), file.getValue());
                    for (int at = file.getKey().lastIndexOf('/');
                            at > 0;
                            at = file.getKey().lastIndexOf('/', at - 1)) {
                        directories.add(file.getKey().substring(0, at));
                    }
                }
            }
            for (String directory : directories.descendingSet()) {
                to.removeEmpty(directory);
            }
        }
    }

    /** A path as the target spells it: all but the index of the key, which is the part before the last. */
    private String spelledPath(String path) {
        if (!to.canonicalNames()) {
            return path;
        }
        String[] parts = path.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = i == parts.length - 2 && i > 0 ? parts[i] : parts[i].toLowerCase(Locale.ROOT);
        }
        return String.join("/", parts);
    }

    private void copy(String source, StorageEntry entry, String path, Optional<StorageEntry> there) throws IOException {
        StorageFile opened;
        try {
            opened = from.open(source);
        } catch (NoSuchFileException e) {
            return; // deleted meanwhile; the pass under the lock sees it
        }
        try (StorageFile file = opened) {
            seen.incrementAndGet();
            if (there.isPresent() && isSame(entry, file, path, there.get())) {
                return;
            }
            StagedContent content = out -> write(file, out);
            Optional<Instant> modified = Optional.of(file.modified().orElse(entry.modified()));
            String handle = staging.stage(path, content, modified);
            to.sync(List.of(handle));
            Condition condition =
                    there.map(one -> Condition.ifVersion(one.version())).orElse(Condition.IF_ABSENT);
            if (to.publish(handle, path, condition) != Outcome.PUBLISHED) {
                throw new IOException(path + ": is in use, or another program has just changed it");
            }
            copied.incrementAndGet();
            bytes.addAndGet(file.size());
            listener.progress(1, file.size());
        }
    }

    private static void write(StorageFile file, OutputStream out) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, file.size())];
        for (long at = 0; at < file.size(); ) {
            int length = (int) Math.min(block.length, file.size() - at);
            file.read(at, block, 0, length);
            out.write(block, 0, length);
            at += length;
        }
    }

    /** Whether the target has the file: by its version where that follows from the content, else by its size and time. */
    private boolean isSame(StorageEntry entry, StorageFile file, String path, StorageEntry there) throws IOException {
        if (file.size() != there.size()) {
            return false;
        }
        Optional<Boolean> told = to.holds(there, file);
        if (told.isEmpty()) {
            try (StorageFile copy = to.open(path)) {
                told = from.holds(entry, copy);
            }
        }
        return told.orElseGet(
                () -> Duration.between(entry.modified(), there.modified()).abs().compareTo(TIME_UNIT) < 0);
    }

    private void remove(String path, StorageEntry entry) throws IOException {
        if (!to.remove(path, entry.version())) {
            throw new IOException(path + " is in use");
        }
        removed.incrementAndGet();
    }

    /** Copies 000Admin, that which makes the rest count last. */
    void copyAdmin() throws IOException {
        List<String> last = List.of(HistoryFile.NAME, ServerFile.NAME, StoreNames.LAST_ID);
        List<String> names = new ArrayList<>(adminFiles(from));
        names.removeAll(last);
        List<String> first = List.copyOf(names);
        parallel.forEach(first, this::copyAdminFile);
        for (String name : adminFiles(to)) {
            if (!first.contains(name) && !last.contains(name)) {
                String path = to.adminDirectory() + "/" + name;
                Optional<StorageEntry> there = to.stat(path);
                if (there.isPresent()) {
                    remove(path, there.get());
                }
            }
        }
        for (String name : last) {
            copyAdminFile(name);
        }
    }

    private static List<String> adminFiles(StoreStorage storage) throws IOException {
        return storage.list(storage.adminDirectory()).stream()
                .filter(name -> !name.startsWith(".")
                        && !name.startsWith(StorageNames.STAGING_PREFIX)
                        && !name.equals(StoreNames.COPY_MARK))
                .toList();
    }

    private void copyAdminFile(String name) throws IOException {
        String source = from.adminDirectory() + "/" + name;
        String path = to.adminDirectory() + "/" + name;
        Optional<StorageEntry> entry = from.stat(source);
        if (entry.isPresent() && entry.get().isFile()) {
            copy(source, entry.get(), path, to.stat(path));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Steps 1 and 2 of an add, without the lock: reads every source, stages what the store does not have yet.
 *
 * <p>A file is read for comparison only where there is something to compare it with: a stored copy of the same size, or another
 * source of the same run under the same key.
 */
final class Preparation {
    private final StoreStorage storage;
    private final Staging staging;
    private final EngineOptions options;
    private final EngineListener listener;
    private final Directories directories;
    private final Tier tier;

    Preparation(StoreStorage storage, Staging staging, EngineOptions options, EngineListener listener, Tier tier) {
        this.storage = storage;
        this.staging = staging;
        this.options = options;
        this.listener = listener;
        this.directories = new Directories(storage);
        this.tier = tier;
    }

    List<Prepared> run(List<AddEntry> entries) throws IOException {
        Map<String, Prepared> groups = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            SymbolKey key = entries.get(i).key();
            Prepared group = groups.computeIfAbsent(
                    (key.name() + "/" + key.index()).toLowerCase(Locale.ROOT), name -> new Prepared());
            group.positions.add(i);
            group.entries.add(entries.get(i));
        }
        List<Prepared> all = List.copyOf(groups.values());
        options.parallel().forEach(all, this::prepare);
        List<String> handles = new ArrayList<>();
        all.forEach(group -> group.handle.ifPresent(handles::add));
        storage.sync(handles);
        return all;
    }

    private void prepare(Prepared group) throws IOException {
        if (group.entries.size() > 1) {
            compareSources(group);
        }
        Optional<Prepared.Copy> copy = storedCopy(group);
        while (group.chosen() >= 0) {
            int place = group.chosen();
            SourceFile source = group.entries.get(place).source();
            try {
                if (copy.isPresent() && isSame(source, copy.get().path(), group)) {
                    group.same = copy;
                    break;
                }
                group.handle = Optional.of(stage(source, pathOf(group.first().key()), group));
                break;
            } catch (SourceException e) {
                group.errors.put(place, String.valueOf(e.getMessage()));
                group.sum = Optional.empty();
            }
        }
        long told = group.told;
        group.told = Long.MAX_VALUE; // all are counted now
        for (AddEntry entry : group.entries) {
            // a second entry is of a file that was counted
            if (!entry.secondary()) {
                long before = Math.min(told, entry.source().size());
                told -= before;
                listener.progress(1, entry.source().size() - before);
            }
        }
    }

    /** Tells of bytes that were read, up to the size of the files that count. */
    private void tell(Prepared group, long bytes) {
        long size = group.entries.stream()
                .filter(entry -> !entry.secondary())
                .mapToLong(entry -> entry.source().size())
                .sum();
        long more = Math.min(bytes, size - group.told);
        if (more > 0) {
            group.told += more;
            listener.progress(0, more);
        }
    }

    /** Several sources under one key: notes which differ from the one before, keeps the hash of the last. */
    private void compareSources(Prepared group) throws IOException {
        Optional<Comparison.Sum> before = Optional.empty();
        for (int i = 0; i < group.entries.size(); i++) {
            try {
                Optional<Comparison.Sum> sum = sum(group.entries.get(i).source(), group);
                if (before.isPresent() && !before.equals(sum)) {
                    group.differing.add(i);
                }
                before = sum;
            } catch (SourceException e) {
                group.errors.put(i, String.valueOf(e.getMessage()));
            }
        }
        group.sum = before;
    }

    private Optional<Prepared.Copy> storedCopy(Prepared group) throws IOException {
        SymbolKey key = group.first().key();
        Optional<String> path = existing(key);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<StorageEntry> entry = storage.stat(path.get());
        int chosen = group.chosen();
        if (entry.isEmpty()
                || chosen < 0
                || entry.get().size() != group.entries.get(chosen).source().size()) {
            return Optional.empty();
        }
        return Optional.of(new Prepared.Copy(path.get(), entry.get().version()));
    }

    private Optional<String> existing(SymbolKey key) throws IOException {
        String at = "";
        List<String> parts = tier == Tier.TWO
                ? List.of(Tier.prefix(key.name()), key.name(), key.index(), key.name())
                : List.of(key.name(), key.index(), key.name());
        for (String part : parts) {
            Optional<String> found = directories.find(at, part);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            at = Directories.join(at, found.get());
        }
        return Optional.of(at);
    }

    private String pathOf(SymbolKey key) {
        String path = key.name() + "/" + key.index() + "/" + key.name();
        return tier == Tier.TWO ? Tier.prefix(key.name()) + "/" + path : path;
    }

    /** Stages a source's content, with its time of last modification. */
    String stage(SourceFile source, String path, Prepared group) throws IOException {
        return staging.stage(path, out -> source.copyTo(out, watch(group)), Optional.of(source.modified()));
    }

    /** Tells of what is copied, and stops when the run is cancelled. */
    private IntConsumer watch(Prepared group) {
        return bytes -> {
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException();
            }
            tell(group, bytes);
        };
    }

    /** What a source sums up to. */
    Optional<Comparison.Sum> sum(SourceFile source, Prepared group) throws IOException {
        Comparison comparison = Comparison.none();
        source.copyTo(comparison, watch(group));
        return comparison.sum();
    }

    /** Whether a stored file has the bytes of a source; if so the group remembers what they sum up to. */
    private boolean isSame(SourceFile source, String path, Prepared group) throws IOException {
        try (StorageFile file = storage.open(path)) {
            Comparison comparison = Comparison.with(file);
            source.copyTo(comparison, watch(group));
            group.sum = comparison.sum();
            return comparison.isSame();
        } catch (NoSuchFileException e) {
            return false; // deleted meanwhile
        }
    }
}

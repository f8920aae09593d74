// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.format.io.FormatException;
import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Steps 1 and 2 of an add, without the lock: reads every source, stages what the store does not have yet, going by what is there now.
 *
 * <p>A file is read for comparison only where there is something to compare it with: a stored copy of the same size, or another
 * source of the same run under the same key. The sources of pointers are not read.
 */
final class Preparation {
    private final StoreStorage storage;
    private final AddOptions how;
    private final EngineOptions options;
    private final EngineListener listener;
    private final Stager stager;
    private final Placement places;

    Preparation(StoreView view, Staging staging, AddOptions how, EngineOptions options, EngineListener listener) {
        this.storage = view.storage();
        this.how = how;
        this.options = options;
        this.listener = listener;
        this.stager = new Stager(staging, how, options.clock());
        this.places = new Placement(view, false);
    }

    List<Prepared> run(List<AddEntry> entries, Tier tier) throws IOException {
        Map<String, Prepared> groups = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            SymbolKey key = spelled(entries.get(i).key());
            Prepared group = groups.computeIfAbsent(
                    (key.name() + "/" + key.index()).toLowerCase(Locale.ROOT), name -> new Prepared(key));
            group.positions.add(i);
            group.entries.add(entries.get(i));
        }
        List<Prepared> all = List.copyOf(groups.values());
        places.find(all, tier, options.parallel());
        prepareAll(all);
        List<String> handles = new ArrayList<>();
        all.forEach(group -> group.staged.ifPresent(staged -> handles.add(staged.handle())));
        storage.sync(handles);
        return all;
    }

    /** The key as it is written into the store. */
    private SymbolKey spelled(SymbolKey given) {
        if (how.lowerCase()) {
            return given.lowerCase();
        }
        return storage.canonicalNames() ? given.canonical() : given;
    }

    /** What was there when this looked. */
    Placement places() {
        return places;
    }

    /**
     * The largest files to be compressed come first. One that is more than its share of the work is compressed alone, by all threads;
     * of the others each thread takes one at a time.
     */
    private void prepareAll(List<Prepared> all) throws IOException {
        Map<Prepared, Long> work = new LinkedHashMap<>();
        long total = 0;
        for (Prepared group : all) {
            long bytes = bytesToCompress(group);
            work.put(group, bytes);
            total += bytes;
        }
        int jobs = options.parallel().threads();
        List<Prepared> alone = new ArrayList<>();
        List<Prepared> together = new ArrayList<>();
        for (Map.Entry<Prepared, Long> each : work.entrySet()) {
            (each.getValue() > total / jobs && jobs > 1 ? alone : together).add(each.getKey());
        }
        Comparator<Prepared> largestFirst = Comparator.comparing(work::get, Comparator.reverseOrder());
        alone.sort(largestFirst);
        together.sort(largestFirst);
        new Parallel(1, options.cancelled()).forEach(alone, group -> prepare(group, jobs));
        options.parallel().forEach(together, group -> prepare(group, 1));
    }

    private long bytesToCompress(Prepared group) {
        Place place = places.of(group);
        return group.entries.stream()
                .filter(entry -> how.pointers().isEmpty()
                        && !entry.source().compressed()
                        && stager.wantsCompressed(entry, place))
                .mapToLong(entry -> entry.source().size())
                .max()
                .orElse(0);
    }

    private void prepare(Prepared group, int threads) throws IOException {
        if (how.pointers().isEmpty()) {
            if (group.entries.size() > 1) {
                compareSources(group);
            }
            boolean done = false;
            while (!done) {
                done = prepareContent(group, threads);
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

    /** Stages what will be stored, unless it is there. False if it cannot be read, so that something else will be. */
    private boolean prepareContent(Prepared group, int threads) throws IOException {
        Place place = places.of(group);
        int entry = Decision.of(group, place, how, new StoredFacts(storage)).content();
        if (entry < 0) {
            return true;
        }
        try {
            Optional<Place.Stored> there = place.current();
            boolean same = there.isPresent() && isSame(group, entry, there.get());
            group.same = same
                    ? there.map(stored -> new Prepared.Copy(
                            entry, stored.path(), stored.entry().version()))
                    : Optional.empty();
            boolean plainIsThere = same && !there.get().compressed();
            boolean wanted = stager.wantsCompressed(group.entries.get(entry), place);
            if (!same || wanted != there.get().compressed()) {
                stager.stage(new Stager.Task(group, entry, place, threads, plainIsThere), watch(group));
            }
            return true;
        } catch (SourceException e) {
            group.fail(entry, e);
            return false;
        }
    }

    /**
     * Makes sure, under the lock, that what will be stored is staged or in the store: others may have changed that meanwhile.
     *
     * @throws SourceException if it cannot be read, or changed since it was read first
     */
    void settle(Prepared group, int entry, Place place) throws IOException {
        boolean staged = group.staged.filter(each -> each.entry() == entry).isPresent();
        if (staged || (group.isSame(entry, place.current()) && isStillThere(place.current()))) {
            return;
        }
        Optional<Comparison.Sum> before = Optional.ofNullable(group.sums.get(entry));
        group.staged = Optional.empty();
        stager.stage(new Stager.Task(group, entry, place, 1, false), watch(group));
        if (before.isPresent() && !before.get().equals(sum(group, entry))) {
            group.staged = Optional.empty();
            throw new SourceException("the file changed while it was added");
        }
    }

    /** Where one call lists a directory the listing may be one of a while ago. */
    private boolean isStillThere(Optional<Place.Stored> copy) throws IOException {
        return !storage.canonicalNames()
                || (copy.isPresent()
                        && storage.statFile(copy.get().path())
                                .filter(entry -> copy.get().hasVersion(entry.version()))
                                .isPresent());
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

    /** Several sources under one key: sums them up and notes which differ from the one before. */
    private void compareSources(Prepared group) throws IOException {
        Optional<Comparison.Sum> before = Optional.empty();
        for (int i = 0; i < group.entries.size(); i++) {
            try {
                Comparison.Sum sum = sum(group, i);
                group.sums.put(i, sum);
                if (before.isPresent() && !before.get().equals(sum)) {
                    group.differing.add(i);
                }
                before = Optional.of(sum);
            } catch (SourceException e) {
                group.fail(i, e);
            }
        }
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

    private Comparison.Sum sum(Prepared group, int entry) throws IOException {
        Comparison comparison = Comparison.none();
        Contents.copy(group.entries.get(entry).source(), group.key.name(), comparison, watch(group));
        return comparison.sum();
    }

    /** Whether a stored file has the content of an entry; if it was compared the group remembers what that sums up to. */
    private boolean isSame(Prepared group, int entry, Place.Stored stored) throws IOException {
        String name = group.key.name();
        SourceFile source = group.entries.get(entry).source();
        try (Contents.StoredContent content = Contents.open(storage, stored, name)) {
            OptionalLong size = Contents.size(source, name);
            if (size.isPresent()
                    && content.size().isPresent()
                    && size.getAsLong() != content.size().getAsLong()) {
                return false;
            }
            Comparison comparison = Comparison.with(content.stream());
            Contents.copy(source, name, comparison, watch(group));
            group.sums.put(entry, comparison.sum());
            return comparison.isSame();
        } catch (NoSuchFileException | FormatException e) {
            return false; // deleted meanwhile, or a damaged container
        }
    }
}

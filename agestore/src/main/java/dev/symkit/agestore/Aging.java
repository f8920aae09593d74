// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.agestore.AgeRequest.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One run, prepared. Confined to one thread; {@link #run} is called once.
 *
 * <p>Files that go by their own age are deleted or listed as they are found, so that a run needs no memory for them. Where an order
 * of all files counts, or an answer is waited for first, they are collected, in about a hundred bytes each.
 */
public final class Aging {
    private final AgeRequest request;
    private final AccessTimes accessTimes;
    private final Inspection inspection;
    private final Optional<Path> storeAbove;
    private final boolean closed;
    private final Tally tally = new Tally();
    private @Nullable Collection found;

    /**
     * @param storeAbove the managed store that the root lies in
     * @param closed whether the root belongs to the administration of a store, where nothing is touched
     */
    Aging(
            AgeRequest request,
            AccessTimes accessTimes,
            Inspection inspection,
            Optional<Path> storeAbove,
            boolean closed) {
        this.request = request;
        this.accessTimes = accessTimes;
        this.inspection = inspection;
        this.storeAbove = storeAbove;
        this.closed = closed;
    }

    /**
     * What a run would delete if nothing went wrong.
     *
     * @param files how many files
     * @param bytes their size in all
     */
    public record Selection(long files, long bytes) {}

    /** What is known of the access times below the root. */
    public AccessTimes accessTimes() {
        return accessTimes;
    }

    /**
     * Looks at all files and changes nothing. A run that follows deletes from what was found here, but nothing that changed since.
     *
     * @throws CancellationException if the run is cancelled
     */
    public Selection select(AgeListener listener) throws IOException {
        Collection all = collect(listener);
        found = all;
        Units units = units(all);
        long[] sum = new long[2];
        eachTurn(units, unit -> {
            List<AgedFile> members = units.members(unit);
            if (!members.stream().allMatch(AgedFile::isFree)) {
                return 0;
            }
            long bytes = members.stream().mapToLong(AgedFile::bytes).sum();
            sum[0] += members.size();
            sum[1] += bytes;
            return bytes;
        });
        return new Selection(sum[0], sum[1]);
    }

    /**
     * Does it. A run that is cancelled once files were deleted ends early, with the report of what it did.
     *
     * @throws dev.symkit.store.storage.StoreException if the lock of a managed store is not to be had, or is lost
     * @throws CancellationException if the run is cancelled before
     */
    public AgeReport run(AgeListener listener) throws IOException {
        try (StoreGuard guard = new StoreGuard(request.running())) {
            if (storeAbove.isPresent() && changes()) {
                guard.lock(storeAbove.get(), listener);
            }
            Turn turn = new Turn(request.rules().listOnly(), new Deletion(inspection), guard, tally, listener);
            Set<Path> leftOut =
                    found == null && isDirect() ? direct(guard, turn, listener) : collected(guard, turn, listener);
            boolean tidy = request.rules().recurse() && !request.rules().keepDirectories();
            if (tidy && tally.deletedSome() && !cancelled()) {
                walk(new EmptyDirectories(request.files().root(), leftOut, listener));
            }
        }
        return tally.report();
    }

    private boolean changes() {
        return !request.rules().listOnly() && !(request.mode() instanceof Mode.Measure);
    }

    private boolean cancelled() {
        return request.running().cancelled().getAsBoolean();
    }

    /** Whether each file can be judged for itself. */
    private boolean isDirect() {
        return request.mode() instanceof Mode.Measure
                || (request.mode() instanceof Mode.UnusedSince
                        && !request.rules().wholeKeys());
    }

    private void walk(TreeWalk.Visitor visitor) throws IOException {
        if (!closed) {
            new TreeWalk(
                            request.files().root(),
                            request.rules().recurse(),
                            request.running().cancelled())
                    .run(visitor);
        }
    }

    /** Gives each file its turn as it is found. */
    private Set<Path> direct(StoreGuard guard, Turn turn, AgeListener listener) throws IOException {
        Search search = new Search(request, inspection, tally, listener, new Search.Sink() {
            @Override
            public void store(Path store) throws IOException {
                if (changes()) {
                    guard.lock(store, listener);
                }
            }

            @Override
            public void file(AgedFile file) throws IOException {
                turn.take(List.of(file));
            }
        });
        try {
            walk(search);
        } catch (CancellationException e) {
            if (!tally.deletedSome()) {
                throw e;
            }
        }
        return search.leftOut();
    }

    private Set<Path> collected(StoreGuard guard, Turn turn, AgeListener listener) throws IOException {
        Collection all = found == null ? collect(listener) : found;
        if (changes()) {
            for (Path store : all.stores) {
                guard.lock(store, listener);
            }
        }
        Units units = units(all);
        eachTurn(units, unit -> turn.take(units.members(unit)));
        return all.leftOut;
    }

    private Collection collect(AgeListener listener) throws IOException {
        Collection all = new Collection();
        Search search = new Search(request, inspection, tally, listener, all);
        walk(search);
        all.leftOut = search.leftOut();
        return all;
    }

    private Units units(Collection all) {
        return request.rules().wholeKeys() ? Units.directories(all.table) : Units.files(all.table);
    }

    /** What happens to a unit; gives back the bytes that are gone by that. */
    private interface Action {
        long take(int unit) throws IOException;
    }

    /** Gives the units their turns until the mode is satisfied. */
    private void eachTurn(Units units, Action action) throws IOException {
        if (request.mode() instanceof Mode.Keep keep) {
            long left = tally.bytes();
            IntHeap queue = units.byLastUse();
            while (left > keep.bytes() && !queue.isEmpty() && !cancelled()) {
                left -= action.take(queue.take());
            }
        } else if (request.mode() instanceof Mode.UnusedSince unused) {
            long cutoff = Inspection.nanos(FileTime.from(unused.cutoff()));
            for (int unit = 0; unit < units.count() && !cancelled(); unit++) {
                if (units.lastUse(unit) < cutoff) {
                    action.take(unit);
                }
            }
        }
    }

    /** What a search found. */
    private static final class Collection implements Search.Sink {
        private final FileTable table = new FileTable();
        private final List<Path> stores = new ArrayList<>();
        private Set<Path> leftOut = Set.of();

        @Override
        public void enter(Path directory) throws IOException {
            table.enter(directory);
        }

        @Override
        public void leave() {
            table.leave();
        }

        @Override
        public void store(Path store) {
            stores.add(store);
        }

        @Override
        public void file(AgedFile file) throws IOException {
            table.add(file);
        }
    }
}

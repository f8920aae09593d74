// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A conversion under the lock. The journal stays until everything is at its place. Confined to one thread. */
final class Conversion {
    private final StoreStorage storage;
    private final Tier tier;
    private final ConvertListener listener;
    private final Mover mover;
    private final Set<String> prefixes = new HashSet<>();
    private int moved;
    private int merged;

    Conversion(StoreStorage storage, StoreLock lock, Tier tier, ConvertListener listener) {
        this.storage = storage;
        this.tier = tier;
        this.listener = listener;
        this.mover = new Mover(storage, lock);
    }

    ConvertReport run(BooleanSupplier cancelled) throws IOException {
        mover.checkLock();
        Journal journal = new Journal(storage);
        if (!journal.read().equals(Optional.of(tier))) {
            journal.write(tier);
        }
        if (tier == Tier.TWO && markers(storage).isEmpty()) {
            storage.claim(Tier.MARKER, new byte[0]);
            storage.sync(List.of(""));
        }
        List<Plan.Step> steps = Plan.of(storage, tier).steps();
        listener.planned(steps.size());
        List<Plan.Step> waiting = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            Plan.Step step = steps.get(i);
            convert(step, waiting);
            boolean last = i + 1 == steps.size() || !place(steps.get(i + 1)).equals(place(step));
            if (tier == Tier.ONE && last) {
                leavePrefix(step, waiting);
            }
        }
        finish(journal);
        return new ConvertReport(tier == Tier.TWO ? 2 : 1, false, moved, merged, mover.errors());
    }

    /** The paths of {@code index2.txt}, however it is spelled. */
    static List<String> markers(StoreStorage storage) throws IOException {
        return storage.list("").stream()
                .filter(Tier.MARKER::equalsIgnoreCase)
                .sorted()
                .toList();
    }

    /** The directory that an entry comes from. */
    private static String place(Plan.Step step) {
        return step.from().substring(0, Math.max(0, step.from().lastIndexOf('/')));
    }

    private void convert(Plan.Step step, List<Plan.Step> waiting) throws IOException {
        boolean parked = step.way() == Plan.Way.DIRECT || mover.attempt(step.from(), () -> park(step));
        if (step.way() == Plan.Way.DIRECT) {
            finishStep(step, step.from());
        } else if (parked && tier == Tier.ONE) {
            waiting.add(step); // until its prefix is out of the way
        } else if (parked) {
            finishStep(step, step.parked(storage));
        } else {
            listener.done();
        }
    }

    private void park(Plan.Step step) throws IOException {
        String parked = step.parked(storage);
        if (step.way() == Plan.Way.PARKED) {
            storage.makeDirectory(Plan.parking(storage));
            mover.moveEntry(step.from(), parked);
            return;
        }
        storage.makeDirectory(parked);
        for (String key : step.keys()) {
            mover.moveEntry(step.from() + "/" + key, parked + "/" + key);
        }
    }

    private void finishStep(Plan.Step step, String from) throws IOException {
        boolean[] both = {false};
        boolean done = mover.attempt(step.from(), () -> {
            String prefix = Tier.prefix(step.name());
            if (tier == Tier.TWO && !prefixes.contains(prefix)) {
                storage.makeDirectory(prefix);
                prefixes.add(prefix);
            }
            both[0] = mover.moveEntry(from, step.to());
        });
        if (done) {
            moved += both[0] ? 0 : 1;
            merged += both[0] ? 1 : 0;
            listener.moved(new Rename(step.from(), step.to(), both[0]));
        }
        listener.done();
    }

    /** Removes a prefix that is empty now; then what has its name can take its place. */
    private void leavePrefix(Plan.Step last, List<Plan.Step> waiting) throws IOException {
        String directory = place(last);
        mover.attempt(directory, () -> storage.removeEmpty(directory));
        for (Plan.Step step : waiting) {
            finishStep(step, step.parked(storage));
        }
        waiting.clear();
    }

    /** A run that was stopped may have left some, and empty entries in them, that have no step any more. */
    private void removeEmptyPrefixes() throws IOException {
        for (String name : Plan.roots(storage)) {
            if (RootDirectory.canBePrefix(name)) {
                for (String entry : storage.list(name)) {
                    String path = name + "/" + entry;
                    if (Tier.prefix(entry).equalsIgnoreCase(name) && RootDirectory.isDirectory(storage, path)) {
                        storage.removeEmpty(path);
                    }
                }
                storage.removeEmpty(name);
            }
        }
    }

    private void finish(Journal journal) throws IOException {
        storage.removeEmpty(Plan.parking(storage));
        storage.sync(mover.touched());
        if (!mover.errors().isEmpty()) {
            return;
        }
        mover.checkLock();
        if (tier == Tier.ONE) {
            removeEmptyPrefixes();
            for (String marker : markers(storage)) {
                Optional<StorageEntry> entry = storage.stat(marker);
                if (entry.isPresent() && !storage.remove(marker, entry.get().version())) {
                    throw new IOException(marker + " cannot be removed: it is in use");
                }
            }
            storage.sync(List.of(""));
        }
        journal.remove();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/** Files laid out as in a store, with nothing that makes it a managed one (symstore 7.4, our choice). Takes no lock. */
final class LayoutOnly {
    private final StoreStorage storage;
    private final EngineOptions options;
    private final EngineListener listener;

    LayoutOnly(StoreStorage storage, EngineOptions options, EngineListener listener) {
        this.storage = storage;
        this.options = options;
        this.listener = listener;
    }

    AddResult run(AddRequest request) throws IOException {
        if (storage.stat(storage.adminDirectory()).isPresent()) {
            throw new StoreException(
                    StoreException.Reason.MANAGED,
                    "the store has a " + storage.adminDirectory() + " directory; '--layout-only' is for others.");
        }
        AddOptions how = request.options();
        try (Staging staging = storage.newLayoutStaging()) {
            boolean created = how.twoTier() && storage.list("").stream().allMatch(LayoutOnly::isOwnName);
            if (created) {
                storage.claim(Tier.MARKER, new byte[0]);
            }
            StoreView view = new StoreView(storage);
            Tier tier = view.tier();
            Preparation preparation = new Preparation(view, staging, how, options, listener);
            List<Prepared> groups = preparation.run(request.entries(), tier);
            Placement places = new Placement(new StoreView(storage), false);
            places.find(groups, tier, options.parallel());
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException();
            }
            Resolved.Resolver resolver = new Resolved.Resolver(storage, places, preparation, how);
            EntryResult[] results = new EntryResult[request.entries().size()];
            Set<String> touched = new TreeSet<>();
            for (Resolved each :
                    options.parallel().map(groups, group -> place(resolver.resolve(group), staging, how))) {
                each.results(results);
                PlanRunner.addParents(touched, each.path());
            }
            storage.sync(touched);
            List<String> notes =
                    how.twoTier() && !created ? List.of("'/3' has no effect on an existing store.") : List.of();
            return new AddResult(Optional.empty(), Arrays.asList(results), notes);
        }
    }

    /** Puts the stored file and the pointer of one key in place. What cannot be, or must not replace a file that just came, is an error. */
    private Resolved place(Resolved resolved, Staging staging, AddOptions how) throws IOException {
        Place place = resolved.place();
        if (resolved.staged().isPresent()) {
            Condition condition = how.existing() == Existing.REPLACED ? Condition.ANY : Condition.IF_ABSENT;
            Outcome outcome = publish(resolved.staged().get().handle(), resolved.path(), condition);
            if (outcome != Outcome.PUBLISHED) {
                return resolved.failed(
                        outcome == Outcome.GONE ? "another program has just written the file" : EntryResult.IN_USE);
            }
        }
        if (resolved.decision().pointer() == Decision.Pointer.IS_WRITTEN) {
            byte[] text = resolved.decision().newPointer().bytes();
            String handle = staging.stage(place.pointerPath(), StagedContent.of(text), Optional.empty());
            storage.sync(List.of(handle));
            if (publish(handle, place.pointerPath(), Condition.ANY) != Outcome.PUBLISHED) {
                return resolved.failed(EntryResult.IN_USE);
            }
        }
        for (Map.Entry<String, StorageEntry> each : resolved.removals().entrySet()) {
            retried(() -> storage.remove(each.getKey(), each.getValue().version()), gone -> gone);
        }
        return resolved;
    }

    private Outcome publish(String handle, String path, Condition condition) throws IOException {
        return retried(() -> storage.publish(handle, path, condition), outcome -> outcome != Outcome.IN_USE);
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** Tries until readers let go, for a while. */
    private static <T> T retried(Attempt<T> attempt, Predicate<T> isDone) throws IOException {
        long start = System.nanoTime();
        T result = attempt.run();
        while (!isDone.test(result) && System.nanoTime() - start < PlanRunner.RETRY.toNanos()) {
            PlanRunner.pause();
            result = attempt.run();
        }
        return result;
    }

    private static boolean isOwnName(String name) {
        return StoreEngine.isOwnName(name) || name.equals(StoreNames.LAYOUT_STAGING);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Carries out committed plans: steps 7 to 9 of symbol-store-format 8.4, and the recovery of 8.5. Every step can be repeated. */
final class PlanRunner {
    private static final int STEPS_BETWEEN_LOCK_CHECKS = 1000;
    private static final int FEW = 32; // a thread costs more than some renames
    static final Duration RETRY = Duration.ofSeconds(10);
    private static final long RETRY_PAUSE_MILLIS = 200;

    /** Where each call is dear the lock is not looked at again so soon. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final StoreStorage storage;
    private final StoreLock lock;
    private final Parallel parallel;

    /** When it was last known that the lock is held. Its text is renewed every 10 s and can be stolen after 120 s. */
    private long heldAt = System.nanoTime();

    /**
     * Made by who has just taken the lock or seen that it is still held.
     *
     * @param jobs how many files of one sort are published at a time
     */
    PlanRunner(StoreStorage storage, StoreLock lock, int jobs) {
        this.storage = storage;
        this.lock = lock;
        this.parallel = new Parallel(Math.max(1, jobs)); // not to be cancelled: the plan is committed
    }

    /**
     * Finishes what other writers committed, then removes what dead ones left staged.
     *
     * @param look how 000Admin is looked at
     * @return what is in 000Admin then
     * @throws StoreException {@code LOCK_LOST} with nothing done, if the lock is not held any more
     */
    AdminFiles recover(AdminFiles.Look look) throws IOException {
        AdminFiles files = finishPlans(look);
        storage.discardAbandoned(Set.of());
        return files;
    }

    /** The first half of {@link #recover}. */
    AdminFiles finishPlans(AdminFiles.Look look) throws IOException {
        AdminFiles files = look.at(storage);
        List<String> plans = files.plans();
        if (plans.isEmpty()) {
            return files;
        }
        checkLock("; nothing was changed");
        for (String name : plans) {
            String path = storage.adminDirectory() + "/" + name;
            Optional<byte[]> bytes = storage.readAll(path, StoreView.MAX_TEXT);
            Optional<Plan> plan = bytes.isPresent() ? Plan.parse(path, bytes.get()) : Optional.empty();
            if (plan.isPresent() && !Overtaken.is(plan.get(), storage)) {
                run(plan.get());
            } else if (!storage.remove(path)) {
                throw new IOException(path + " cannot be removed: it is in use");
            }
        }
        return look.at(storage);
    }

    /** Whether a name in 000Admin is {@code <id>.pending}. */
    static boolean isPlan(String name) {
        return name.endsWith(StoreNames.PENDING)
                && TransactionId.parseExact(name.substring(0, name.length() - StoreNames.PENDING.length()))
                        .isPresent();
    }

    /** Steps 7 to 9. Gives back the paths of stored files that readers did not let go of. */
    Set<String> run(Plan plan) throws IOException {
        try {
            Set<String> kept = publishAll(plan.publishes());
            removeAll(plan);
            Set<String> touched = new TreeSet<>();
            plan.publishes().forEach(publish -> addParents(touched, publish.path()));
            plan.removals().forEach(removal -> addParents(touched, removal.path()));
            storage.sync(touched);
            if (!storage.remove(fileOf(plan))) {
                throw new IOException(fileOf(plan) + " is in use");
            }
            return kept;
        } catch (IOException e) {
            return elsewhere(plan, e);
        }
    }

    /** A thief of the lock may have finished the plan meanwhile: the plan's file is removed last of all. */
    private Set<String> elsewhere(Plan plan, IOException problem) throws IOException {
        try {
            if (storage.stat(fileOf(plan)).isEmpty()) {
                return Set.of();
            }
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
        throw notFinished(plan.id(), problem);
    }

    private String fileOf(Plan plan) {
        return storage.adminDirectory() + "/" + plan.id() + StoreNames.PENDING;
    }

    static StoreException notFinished(TransactionId id, IOException e) {
        return new StoreException(
                StoreException.Reason.NOT_FINISHED,
                "Transaction " + id + " is recorded but not finished: " + describe(e)
                        + ". The next add or del finishes it.",
                e);
    }

    static String describe(IOException e) {
        String message = e.getMessage();
        return e.getClass() == IOException.class || e instanceof StoreException
                ? String.valueOf(message)
                : e.getClass().getSimpleName() + ": " + message;
    }

    private Set<String> publishAll(List<Plan.Publish> publishes) throws IOException {
        List<Plan.Publish> refused = new ArrayList<>();
        int checked = 0;
        for (int first = 0; first < publishes.size(); ) {
            int end = endOfSort(publishes, first);
            if (end - checked >= STEPS_BETWEEN_LOCK_CHECKS) {
                checkLock("");
                checked = first;
            }
            refused.addAll(publishSome(publishes.subList(first, end)));
            first = end;
        }
        long start = System.nanoTime();
        while (!refused.isEmpty() && System.nanoTime() - start < RETRY.toNanos()) {
            pause();
            List<Plan.Publish> again = List.copyOf(refused);
            refused.clear();
            for (Plan.Publish publish : again) {
                if (publishOne(publish) == Outcome.IN_USE) {
                    refused.add(publish);
                }
            }
        }
        Set<String> kept = new TreeSet<>();
        for (Plan.Publish publish : refused) {
            if (!publish.stored()) {
                throw new IOException(publish.path() + " is in use");
            }
            kept.add(publish.path());
        }
        return kept;
    }

    /**
     * Where the publishes end that may be done in any order: stored files among themselves, then refs.ptr, then
     * file.ptr. Everything else is done one after the other.
     */
    private static int endOfSort(List<Plan.Publish> publishes, int first) {
        Plan.Publish start = publishes.get(first);
        int sort = sort(start.stored(), start.path());
        int end = first + 1;
        while (end < publishes.size()
                && end - first < STEPS_BETWEEN_LOCK_CHECKS
                && sort > 0
                && sort(publishes.get(end).stored(), publishes.get(end).path()) == sort) {
            end++;
        }
        return end;
    }

    /** The same for removals; but where a removal is no request over a network they are all done one after the other. */
    private int endOfRemovals(List<Plan.Removal> removals, int first) {
        int end = first + 1;
        while (storage.canonicalNames()
                && end < removals.size()
                && end - first < STEPS_BETWEEN_LOCK_CHECKS
                && sort(true, removals.get(end).path())
                        == sort(true, removals.get(first).path())) {
            end++;
        }
        return end;
    }

    private static int sort(boolean stored, String path) {
        if (path.endsWith("/" + RefsFile.NAME)) {
            return 2;
        }
        if (path.endsWith("/" + FilePointer.NAME)) {
            return 3;
        }
        return stored ? 1 : 0;
    }

    /** Publishes files, several at a time if there are many. Gives back those that readers did not let go of. */
    private List<Plan.Publish> publishSome(List<Plan.Publish> some) throws IOException {
        List<Outcome> outcomes = workers(some.size()).map(some, this::publishOne);
        List<Plan.Publish> refused = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (outcomes.get(i) == Outcome.IN_USE) {
                refused.add(some.get(i));
            }
        }
        return refused;
    }

    private Parallel workers(int steps) {
        return steps < FEW && !storage.canonicalNames() ? new Parallel(1) : parallel;
    }

    private Outcome publishOne(Plan.Publish publish) throws IOException {
        return storage.publish(publish.handle(), publish.path(), publish.condition());
    }

    private void removeAll(Plan plan) throws IOException {
        if (!plan.removals().isEmpty() && !(storage.canonicalNames() && isFresh(heldAt))) {
            checkLock("");
        }
        List<Plan.Removal> removals = plan.removals();
        int checked = 0;
        for (int first = 0; first < removals.size(); ) {
            int end = endOfRemovals(removals, first);
            if (end - checked >= STEPS_BETWEEN_LOCK_CHECKS) {
                checkLock("");
                checked = first;
            }
            workers(end - first).forEach(removals.subList(first, end), this::removeOne);
            first = end;
        }
        if (storage.needsDirectories()) {
            for (String directory : plan.directories()) {
                storage.removeEmpty(directory);
            }
        }
    }

    private void removeOne(Plan.Removal removal) throws IOException {
        long start = System.nanoTime();
        while (!storage.remove(removal.path(), removal.version()) && System.nanoTime() - start < RETRY.toNanos()) {
            pause();
        }
    }

    private static boolean isFresh(long time) {
        return System.nanoTime() - time < FRESH.toNanos();
    }

    private void checkLock(String consequence) throws IOException {
        if (!lock.stillHeld()) {
            throw new StoreException(StoreException.Reason.LOCK_LOST, "the store's lock was lost" + consequence);
        }
        heldAt = System.nanoTime();
    }

    static void addParents(Set<String> touched, String path) {
        for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
            touched.add(path.substring(0, at));
        }
        touched.add("");
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("store threads are never interrupted", e);
        }
    }
}

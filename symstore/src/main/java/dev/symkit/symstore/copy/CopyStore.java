// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.copy;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code symstore copy}: makes one store the same as another, transactions and references included (our choice). Most is copied while writers go
 * on; what they changed meanwhile, and 000Admin, follows under the lock of both. A run that was interrupted is completed by running it again, and
 * a later run brings a copy up to date. A target that is no earlier state of the other store is refused.
 */
public final class CopyStore {

    /**
     * One copy.
     *
     * @param target the store that is to be the same; made if it is missing
     * @param from the store that is read
     */
    public record Request(StoreTarget target, String from) {}

    /**
     * What was done.
     *
     * @param copied files that were copied
     * @param same files that were there already
     * @param removed files that the other store has no more
     * @param bytes sizes of those that were copied
     */
    public record Report(long copied, long same, long removed, long bytes) {}

    /** Told what the run is doing; from several threads. */
    public interface Listener extends TransactionListener {
        /** So many names of the store are compared now. */
        default void started(long names) {}

        /** One of them is done. */
        default void compared() {}
    }

    /** Copies. */
    public Report run(Request request, Listener listener) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage from = StoreStorages.open(
                        request.from(), target.workingDirectory(), new StorageOptions(target.sync()));
                StoreStorage to = target.open()) {
            if (from.stat(from.adminDirectory()).isEmpty()) {
                throw new StoreException(
                        StoreException.Reason.NOT_A_STORE, "'" + request.from() + "' is not a managed symbol store.");
            }
            requireWhole(from);
            return run(target, from, to, listener);
        }
    }

    private static Report run(StoreTarget target, StoreStorage from, StoreStorage to, Listener listener)
            throws IOException {
        to.createRoot();
        if (!isUnfinished(to)) {
            target.engine(to, listener).recover();
        }
        try (StoreLock lock = to.lock(request(target, listener));
                Staging staging = to.newStaging()) {
            requireCopy(target, from, to);
            CopyTree tree = new CopyTree(from, to, staging, target.parallel(), listener);
            tree.copyEntries(false);
            if (!lock.stillHeld()) {
                throw new StoreException(
                        StoreException.Reason.LOCK_LOST, "the lock of '" + target.store() + "' was lost; run it again");
            }
            target.engine(from, listener).recover();
            try (StoreLock source = from.lock(request(target, listener))) {
                requireNoPlan(from);
                requireWhole(from);
                tree.copyEntries(true);
                if (!source.stillHeld() || !lock.stillHeld()) {
                    throw new StoreException(
                            StoreException.Reason.LOCK_LOST, "the store's lock was lost; run it again");
                }
                tree.copyAdmin();
            }
            unmark(to);
            return tree.report();
        }
    }

    private static LockRequest request(StoreTarget target, Listener listener) {
        return new LockRequest(target.lockTimeout(), "symstore copy", target.cancelled(), listener::waiting);
    }

    /** What is itself a copy that is not finished, or between two layouts, has not all of its entries at their places. */
    private static void requireWhole(StoreStorage from) throws IOException {
        for (String mark : List.of(StoreNames.COPY_MARK, StoreNames.CONVERT_JOURNAL)) {
            if (from.stat(from.adminDirectory() + "/" + mark).isPresent()) {
                throw new StoreException(
                        StoreException.Reason.UNFINISHED_CONVERSION,
                        "the other store has an unfinished "
                                + (mark.equals(StoreNames.COPY_MARK) ? "copy" : "conversion") + "; finish that first");
            }
        }
    }

    /** Another writer may have been killed between the recovery and the lock: its plan names files that are staged there. */
    private static void requireNoPlan(StoreStorage from) throws IOException {
        if (from.list(from.adminDirectory()).stream().anyMatch(name -> name.endsWith(StoreNames.PENDING))) {
            throw new StoreException(
                    StoreException.Reason.NOT_FINISHED,
                    "the other store has a transaction that is not finished; run it again");
        }
    }

    /** The target has to be empty, or begun by an interrupted copy, or an earlier state of the other store. */
    private static void requireCopy(StoreTarget target, StoreStorage from, StoreStorage to) throws IOException {
        if (isUnfinished(to)) {
            return;
        }
        StoreView theirs = new StoreView(to);
        byte[] history = theirs.history().bytes();
        if (history.length > 0) {
            StoreView ours = new StoreView(from);
            byte[] all = ours.history().bytes();
            boolean begins = history.length <= all.length && Arrays.equals(history, Arrays.copyOf(all, history.length));
            if (!begins || !isLatestThere(theirs, ours)) {
                throw new StoreException(
                        StoreException.Reason.MANAGED,
                        "'" + target.store() + "' has transactions of its own: it is no copy of the other store.");
            }
        } else if (to.list("").stream().anyMatch(name -> !name.equalsIgnoreCase(to.adminDirectory()))) {
            throw new StoreException(
                    StoreException.Reason.MANAGED, "'" + target.store() + "' is not empty and no copy of a store.");
        }
        to.claim(mark(to), "symstore copy\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the latest transaction of a copy has the same entries in the other store: two stores that were begun in the same second differ. */
    private static boolean isLatestThere(StoreView copy, StoreView other) throws IOException {
        List<TransactionRecord> live = copy.server().transactions();
        if (live.isEmpty()) {
            return true;
        }
        String id = live.get(live.size() - 1).id().text();
        Optional<byte[]> there = other.admin(id);
        if (there.isEmpty()) {
            there = other.admin(id + StoreNames.DELETED);
        }
        return there.isPresent() && Arrays.equals(copy.admin(id).orElse(new byte[0]), there.get());
    }

    private static boolean isUnfinished(StoreStorage to) throws IOException {
        return to.stat(mark(to)).isPresent();
    }

    private static void unmark(StoreStorage to) throws IOException {
        Optional<StorageEntry> there = to.stat(mark(to));
        if (there.isPresent() && !to.remove(mark(to), there.get().version())) {
            throw new IOException(mark(to) + " is in use");
        }
    }

    private static String mark(StoreStorage to) {
        return to.adminDirectory() + "/" + StoreNames.COPY_MARK;
    }
}

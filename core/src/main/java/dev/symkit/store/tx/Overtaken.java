// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells a plan that is to be finished from one that must never be begun, because another writer used its id up.
 *
 * <p>Such a plan can be left behind only where the lock failed: its writer read lastid.txt, another one carried out a whole
 * transaction of the same id, and then the first one claimed {@code <id>.pending}, noticed that lastid.txt had moved, and could not
 * remove the plan. The conditions in it do not make it harmless: stored files replace whatever is there, references and removals are
 * bound to files that the other transaction need not have touched, and the references would name the other one's id.
 *
 * <p>What tells the two apart are lastid.txt and history.txt, which every transaction publishes one after the other, and whose
 * versions were taken <em>before</em> lastid.txt was read ({@link Transaction#begin}), hence before the other writer changed either:
 * <ul>
 *   <li>lastid.txt has the version the plan was made for: nobody used the id; whatever the plan has done is before that step;
 *   <li>history.txt begins with what the plan publishes: the plan, and nobody else, has got past that step; if it holds more, later
 *       transactions have been made, and so the plan was finished before. Then it was claimed once more, by a request that had taken effect
 *       and was sent again; where texts can be published twice it must not be repeated;
 *   <li>history.txt has the version the plan was made for: the plan stopped between the two, for another writer would have had to
 *       change both before the claim could succeed (the other one's plan of the same id is removed last of all);
 *   <li>else it was overtaken, and nothing of it was begun: a writer looks at lastid.txt before its first step, recovery at all this.
 * </ul>
 */
final class Overtaken {
    private Overtaken() {}

    /** Whether a plan was overtaken. Asked under the lock, before anything of the plan is carried out. */
    static boolean is(Plan plan, StoreStorage storage) throws IOException {
        String admin = storage.adminDirectory();
        if (isUnchanged(plan, admin + "/" + StoreNames.LAST_ID, storage)) {
            return false;
        }
        if (isCarriedOut(plan, storage)) {
            return storage.canonicalNames()
                    && history(storage).length > plan.history().length();
        }
        return !isUnchanged(plan, admin + "/" + HistoryFile.NAME, storage);
    }

    private static byte[] history(StoreStorage storage) throws IOException {
        return new StoreView(storage).admin(HistoryFile.NAME).orElse(new byte[0]);
    }

    /**
     * Whether history.txt holds the plan's line, and not an equal one of another writer: somebody, its writer or a thief of the lock,
     * got that far with it, and so the staged history.txt is there no more.
     */
    static boolean isCarriedOut(Plan plan, StoreStorage storage) throws IOException {
        return !isStaged(plan, storage) && plan.history().begins(history(storage));
    }

    /**
     * Whether history.txt holds a transaction of another writer under the plan's id. Then nobody carries the plan out, neither now nor later.
     * False while that cannot be told.
     */
    static boolean isTaken(Plan plan, StoreStorage storage) throws IOException {
        byte[] now = history(storage);
        boolean used = HistoryFile.parse(now).ids().contains(Optional.of(plan.id()));
        return used && (isStaged(plan, storage) || !plan.history().begins(now));
    }

    /** Whether the plan's history.txt is still staged: who publishes it uses it up. Texts that ride in a plan are never staged. */
    private static boolean isStaged(Plan plan, StoreStorage storage) throws IOException {
        String path = storage.adminDirectory() + "/" + HistoryFile.NAME;
        for (Plan.Publish publish : plan.publishes()) {
            if (publish.path().equals(path) && storage.stat(publish.handle()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnchanged(Plan plan, String path, StoreStorage storage) throws IOException {
        Optional<Condition> condition = plan.publishes().stream()
                .filter(publish -> publish.path().equals(path))
                .map(Plan.Publish::condition)
                .findFirst();
        Optional<StorageEntry> now = storage.stat(path);
        return condition.isPresent()
                && now.map(entry -> entry.hasVersion(condition.get().version()))
                        .orElse(condition.get().version().isEmpty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Fields;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.DeleteResult;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.EntryResult;
import dev.symkit.store.tx.Existing;
import dev.symkit.store.tx.StoreEngine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes the store of a directory, each time in one transaction, and tells who serves from it. Thread-safe. */
final class UploadStore {
    /** Longer than a dead writer's lock counts, so that whoever waits for that gets it. */
    private static final Duration LOCK = Duration.ofMinutes(3);

    private final String name;
    private final UploadTarget target;
    private final UploadRules rules;
    private final UploadListener listener;
    private final Clock clock;

    /** @param name of the directory that uploads come to */
    UploadStore(String name, UploadTarget target, UploadRules rules, UploadListener listener, Clock clock) {
        this.name = name;
        this.target = target;
        this.rules = rules;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * What became of the files of an upload.
     *
     * @param id its transaction, if something was stored
     * @param conflicts whether some were refused for what is in the store
     */
    record Stored(
            Optional<TransactionId> id,
            List<String> stored,
            List<String> skipped,
            List<ZipMembers.Rejected> rejected,
            boolean conflicts) {
        /** Copies the lists. */
        Stored {
            stored = List.copyOf(stored);
            skipped = List.copyOf(skipped);
            rejected = List.copyOf(rejected);
        }
    }

    private StoreEngine engine() throws IOException {
        int jobs = Runtime.getRuntime().availableProcessors();
        EngineOptions options = new EngineOptions(clock, jobs, LOCK, "symproxy", () -> false);
        return new StoreEngine(target.storage(), options, EngineListener.NONE);
    }

    /**
     * Stores files.
     *
     * @param before files that were not taken already
     * @param user who sent them
     * @param overwrite whether other content replaces what is there
     */
    Stored add(
            List<Candidate> candidates, List<ZipMembers.Rejected> before, Labels labels, String user, boolean overwrite)
            throws IOException {
        Existing existing = overwrite ? Existing.OVERWRITTEN : Existing.REFUSED;
        AddOptions how = new AddOptions(
                rules.twoTier(),
                Optional.empty(),
                Optional.empty(),
                true,
                existing,
                false,
                false,
                AddOptions.Preference.NONE);
        List<AddEntry> entries = new ArrayList<>();
        String source = Fields.quotable("upload" + (user.isEmpty() ? "" : " by " + user) + ": ");
        for (Candidate each : candidates) {
            entries.add(each.entry(source + Fields.quotable(each.shown()), rules.canonical()));
        }
        AddResult result =
                engine().add(new AddRequest(labels.product(), labels.version(), labels.comment(), how, entries));
        List<String> stored = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<ZipMembers.Rejected> rejected = new ArrayList<>(before);
        for (int i = 0; i < candidates.size(); i++) {
            EntryResult each = result.entries().get(i);
            if (each.isReferenced()) {
                stored.add(each.path());
                changed(each);
            } else if (each.status() == EntryResult.Status.SKIPPED) {
                skipped.add(each.path());
            } else {
                rejected.add(new ZipMembers.Rejected(candidates.get(i).shown(), each.message()));
            }
        }
        return new Stored(result.id(), stored, skipped, rejected, rejected.size() > before.size());
    }

    private void changed(EntryResult result) {
        SymbolKey key = result.entry().key().canonical();
        target.changed(key, result.path());
        listener.changed(name, key);
    }

    /**
     * Deletes a transaction.
     *
     * @throws RefusedException if there is none of that id
     */
    DeleteResult delete(TransactionId id) throws IOException, RefusedException {
        try {
            DeleteResult result = engine().delete(new DeleteRequest(id, false));
            target.deleted();
            listener.deleted(name);
            return result;
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.UNKNOWN_TRANSACTION
                    || e.reason() == StoreException.Reason.NOT_A_STORE) {
                throw new RefusedException(RefusedException.NOT_FOUND, "there is no such transaction");
            }
            throw e;
        }
    }

    /** Whether a transaction holds a file of a key; a copy that came from upstream may go at any time. */
    boolean has(SymbolKey asked) throws IOException {
        return target.has(asked);
    }
}

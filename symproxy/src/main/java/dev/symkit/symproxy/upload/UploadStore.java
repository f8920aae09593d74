// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Fields;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorages;
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
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes the store of a directory, each time in one transaction, and tells who serves from it. Thread-safe. */
final class UploadStore {
    private static final Duration LOCK = Duration.ofMinutes(2);

    private final StoreDirectory directory;
    private final UploadRules rules;
    private final UploadListener listener;
    private final Clock clock;

    UploadStore(StoreDirectory directory, UploadRules rules, UploadListener listener, Clock clock) {
        this.directory = directory;
        this.rules = rules;
        this.listener = listener;
        this.clock = clock;
    }

    StoreDirectory directory() {
        return directory;
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
        return new StoreEngine(
                StoreStorages.local(directory.root(), StorageOptions.DEFAULT), options, EngineListener.NONE);
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
        directory.forget(key);
        directory.added(key, directory.root().resolve(result.path()));
        listener.changed(directory.name(), key);
    }

    /**
     * Deletes a transaction.
     *
     * @throws RefusedException if there is none of that id
     */
    DeleteResult delete(TransactionId id) throws IOException, RefusedException {
        try {
            DeleteResult result = engine().delete(new DeleteRequest(id, false));
            listener.deleted(directory.name());
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
    boolean has(SymbolKey asked) {
        directory.find(asked, Leaf.FILE); // notes what was put there meanwhile
        return directory.index().files(asked.canonical()).stream()
                .map(file -> directory.root().resolve(file.path()).resolveSibling(RefsFile.NAME))
                .anyMatch(Files::exists);
    }
}

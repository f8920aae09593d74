// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.Printable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks at a whole store. Keeps a text for each key and a number for each reference ({@link References}), nothing else of sound entries;
 * transactions are read one after the other.
 *
 * @param request what to look at
 */
record StoreLook(VerifyRequest request) {
    /**
     * What is wrong.
     *
     * @param before an earlier look: of the stored files only those are read that seemed wrong then
     */
    Findings look(Optional<Findings> before) throws IOException {
        StoreStorage storage = request.storage();
        StoreView view = new StoreView(storage);
        String admin = storage.adminDirectory();
        List<String> names = storage.list(admin).stream().sorted().toList();
        PendingPlans pending = PendingPlans.read(view, admin, names);
        ServerFile server = view.server();
        Set<TransactionId> live = new HashSet<>();
        server.transactions().forEach(record -> live.add(record.id()));
        StoredKeys stored = new StoredKeys(storage, request.temporary(), wanted(before));
        References references = new References();
        Findings directories = new Findings();
        boolean marked = names.stream().anyMatch(StoreNames.NO_REFS::equalsIgnoreCase);
        if (!marked) {
            PointerTargets pointers = new PointerTargets(storage, request.followPointers());
            KeyDirectories keys = new KeyDirectories(storage, view.tier(), live, pending, references, stored, pointers);
            parallel().map(keys.roots(), keys::below).forEach(directories::add);
        }
        Findings all = new Findings();
        all.structure().addAll(new AdminCheck(view, admin, names, pending).run(server));
        Optional<References> kept = references.isEmpty() ? Optional.empty() : Optional.of(references);
        new Entries(view, stored, pending, kept).check(server, admin, all);
        if (!marked && kept.isEmpty() && !live.isEmpty()) {
            all.notes().add("No entry has references: the store is taken for one that was created with -:NOREFS.");
        }
        all.add(directories);
        if (view.tier() == Tier.TWO && directories.oneTier() > 0) {
            all.notes()
                    .add(directories.oneTier() + " entries are at their one-tier place, where Microsoft's tools"
                            + " do not look in a two-tier store; convertstore -s <store> -to=2 moves them");
        }
        return all;
    }

    private Parallel parallel() {
        return new Parallel(Math.max(1, request.jobs()), request.cancelled());
    }

    private static Predicate<String> wanted(Optional<Findings> before) {
        if (before.isEmpty()) {
            return path -> true;
        }
        return before.get().files().stream().map(Problem::path).collect(Collectors.toSet())::contains;
    }

    /** The entries that live transactions list. Confined to one thread. */
    private static final class Entries {
        private final StoreStorage storage;
        private final StoreView view;
        private final StoredKeys stored;
        private final PendingPlans pending;
        private final Optional<References> references;
        private final Set<String> changing;
        private final Set<String> seen = new HashSet<>();

        Entries(StoreView view, StoredKeys stored, PendingPlans pending, Optional<References> references) {
            this.storage = stored.storage();
            this.view = view;
            this.stored = stored;
            this.pending = pending;
            this.references = references;
            this.changing = pending.directories().stream().map(References::key).collect(Collectors.toSet());
        }

        void check(ServerFile server, String admin, Findings found) throws IOException {
            for (TransactionRecord record : server.transactions()) {
                TransactionId id = record.id();
                String path = admin + "/" + id;
                Optional<TransactionFile> file = view.transaction(id);
                if (file.isPresent()) {
                    check(id, path, file.get(), found);
                } else if (!pending.ids().contains(id)) {
                    found.structure()
                            .add(new Problem(
                                    Problem.TRANSACTION, path, id.text(), "the file of the transaction is missing"));
                }
            }
        }

        private void check(TransactionId id, String path, TransactionFile file, Findings found) throws IOException {
            for (String line : file.malformed()) {
                found.structure()
                        .add(new Problem(Problem.TRANSACTION, path, id.text(), "not an entry: " + Printable.of(line)));
            }
            for (TransactionFile.Entry entry : file.entries()) {
                String key = References.key(entry.name() + "/" + entry.index());
                if (changing.contains(key)) {
                    continue;
                }
                if (references.isEmpty()) {
                    checkWithoutReferences(id, entry, key, found);
                } else if (!references.get().has(key, id)) {
                    found.structure()
                            .add(new Problem(
                                    Problem.NO_REFERENCE,
                                    entry.name() + "/" + entry.index(),
                                    id.text(),
                                    "the transaction lists it, but no reference names the transaction"));
                }
            }
        }

        private void checkWithoutReferences(TransactionId id, TransactionFile.Entry entry, String key, Findings found)
                throws IOException {
            Optional<String> directory = keyDirectory(entry);
            List<String> names = directory.isPresent() ? storage.list(directory.get()) : List.of();
            if (!KeyDirectories.hasStored(entry.name(), names)
                    && StoreNames.find(FilePointer.NAME, names).isEmpty()) {
                found.structure()
                        .add(new Problem(
                                Problem.MISSING_FILE,
                                entry.name() + "/" + entry.index(),
                                id.text(),
                                "the transaction lists it, but there is no such entry"));
            } else if (directory.isPresent() && seen.add(key)) {
                stored.check(directory.get(), entry.name(), names, found);
            }
        }

        private Optional<String> keyDirectory(TransactionFile.Entry entry) throws IOException {
            try {
                return view.keyDirectory(SymbolKey.of(entry.name(), entry.index()));
            } catch (IllegalKeyException e) {
                return Optional.empty(); // such an entry cannot have been stored
            }
        }
    }
}

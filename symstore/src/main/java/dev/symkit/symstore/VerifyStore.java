// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether the references, the transactions and the files of a store agree, and whether stored files are under their own key.
 * Changes nothing.
 *
 * <p>Empty directories, abandoned staging and files that are not SymStore's are no problems. Reads without the store's lock; if
 * anything seems wrong, looks again under the lock, because a running transaction looks wrong too (symstore 11, our choice).
 */
public final class VerifyStore {
    /** Opens a store and checks it, as {@link #run(VerifyRequest)} does. */
    public VerifyReport run(StoreTarget target) throws IOException {
        try (StoreStorage storage = Sources.open(target)) {
            if (!new StoreView(storage).isStore()) {
                throw new StoreException(
                        StoreException.Reason.NOT_A_STORE, "'" + target.store() + "' is not a symbol store.");
            }
            return run(new VerifyRequest(storage, target.jobs(), target.lockTimeout(), target.cancelled()));
        }
    }

    /**
     * Checks a store.
     *
     * @throws StoreException {@code NOT_A_STORE}; {@code LOCK_TIMEOUT} if something seems wrong and the lock is not free
     * @throws java.util.concurrent.CancellationException if the run was cancelled
     * @throws IOException if the files of 000Admin or a directory cannot be read
     */
    public VerifyReport run(VerifyRequest request) throws IOException {
        StoreStorage storage = request.storage();
        StoreView view = new StoreView(storage);
        if (!view.isStore()) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "the directory is not a symbol store");
        }
        if (storage.stat(storage.adminDirectory()).isEmpty()) {
            return new VerifyReport(List.of(), List.of("The store has no 000Admin directory: nothing to check."));
        }
        Findings first = look(request, Optional.empty());
        if (first.all().isEmpty()) {
            return new VerifyReport(List.of(), List.of());
        }
        LockRequest lockRequest =
                new LockRequest(request.lockTimeout(), "symstore verify", request.cancelled(), holder -> {});
        StoreLock lock;
        try {
            lock = storage.lock(lockRequest);
        } catch (StoreException e) {
            throw e;
        } catch (IOException | ReadOnlyFileSystemException e) {
            return new VerifyReport(
                    first.all(),
                    List.of("The store cannot be locked (" + e.getMessage()
                            + "): a transaction running now may look like a problem."));
        }
        try (lock) {
            return new VerifyReport(look(request, Optional.of(first)).all(), List.of());
        }
    }

    /** What was found, stored files apart: only those that seemed wrong are read a second time. */
    private record Findings(List<Problem> structure, List<Problem> files) {
        List<Problem> all() {
            List<Problem> all = new ArrayList<>(structure);
            all.addAll(files);
            return all;
        }
    }

    private static Findings look(VerifyRequest request, Optional<Findings> before) throws IOException {
        StoreStorage storage = request.storage();
        StoreView view = new StoreView(storage);
        Parallel parallel = new Parallel(Math.max(1, request.jobs()), request.cancelled());
        String admin = storage.adminDirectory();
        List<String> names = storage.list(admin).stream().sorted().toList();
        PendingPlans pending = PendingPlans.read(view, names);
        ServerFile server = view.server();
        Set<TransactionId> live = new HashSet<>();
        server.transactions().forEach(record -> live.add(record.id()));

        List<KeyDirectories.Found> directories = new ArrayList<>();
        boolean references = names.stream().noneMatch(StoreNames.NO_REFS::equalsIgnoreCase);
        if (references) {
            KeyDirectories keys = new KeyDirectories(storage, view.tier(), live, pending);
            parallel.map(keys.roots(), keys::below).forEach(directories::addAll);
        }
        List<Problem> problems = new ArrayList<>(new AdminCheck(view, admin, names, pending).run(server));
        Entries entries = new Entries(view, admin, pending, references ? Optional.of(directories) : Optional.empty());
        entries.check(server, problems);
        directories.forEach(found -> problems.addAll(found.problems()));

        List<String> files = new ArrayList<>(entries.plainFiles());
        directories.forEach(found -> found.plainFile().ifPresent(files::add));
        before.ifPresent(findings ->
                files.retainAll(findings.files().stream().map(Problem::path).toList()));
        StoredKeys stored = new StoredKeys(storage);
        List<Problem> wrong = new ArrayList<>();
        parallel.map(files.stream().distinct().sorted().toList(), stored::check)
                .forEach(problem -> problem.ifPresent(wrong::add));
        return new Findings(problems, wrong);
    }

    /** The entries that live transactions list. Confined to one thread. */
    private static final class Entries {
        private final StoreView view;
        private final String admin;
        private final PendingPlans pending;
        private final boolean references;
        private final Map<String, Set<TransactionId>> referencesOf = new HashMap<>();
        private final Set<String> changing = new HashSet<>();
        private final List<String> plainFiles = new ArrayList<>();

        Entries(StoreView view, String admin, PendingPlans pending, Optional<List<KeyDirectories.Found>> directories) {
            this.view = view;
            this.admin = admin;
            this.pending = pending;
            this.references = directories.isPresent();
            for (KeyDirectories.Found found : directories.orElse(List.of())) {
                referencesOf
                        .computeIfAbsent(nameAndIndex(found.path()), key -> new HashSet<>())
                        .addAll(found.ids());
            }
            pending.directories().forEach(directory -> changing.add(nameAndIndex(directory)));
        }

        /** The stored files that are not compressed; only looked for where there are no references to find them by. */
        List<String> plainFiles() {
            return plainFiles;
        }

        void check(ServerFile server, List<Problem> problems) throws IOException {
            for (TransactionRecord record : server.transactions()) {
                TransactionId id = record.id();
                String path = admin + "/" + id;
                Optional<TransactionFile> file = view.transaction(id);
                if (file.isEmpty()) {
                    if (!pending.ids().contains(id)) {
                        problems.add(new Problem(
                                Problem.TRANSACTION, path, id.text(), "the file of the transaction is missing"));
                    }
                    continue;
                }
                for (String line : file.get().malformed()) {
                    problems.add(
                            new Problem(Problem.TRANSACTION, path, id.text(), "not an entry: " + Printable.of(line)));
                }
                for (TransactionFile.Entry entry : file.get().entries()) {
                    if (references) {
                        checkReference(id, entry).ifPresent(problems::add);
                    } else {
                        findPlainFile(entry);
                    }
                }
            }
        }

        private Optional<Problem> checkReference(TransactionId id, TransactionFile.Entry entry) {
            String path = entry.name() + "/" + entry.index();
            String key = path.toLowerCase(Locale.ROOT);
            if (changing.contains(key)
                    || referencesOf.getOrDefault(key, Set.of()).contains(id)) {
                return Optional.empty();
            }
            return Optional.of(new Problem(
                    Problem.NO_REFERENCE,
                    path,
                    id.text(),
                    "the transaction lists it, but no reference names the transaction"));
        }

        private void findPlainFile(TransactionFile.Entry entry) throws IOException {
            try {
                view.find(SymbolKey.of(entry.name(), entry.index()))
                        .filter(found -> found.form() == StoreView.Form.FILE)
                        .ifPresent(found -> plainFiles.add(found.path()));
            } catch (IllegalKeyException e) {
                // such an entry cannot have been stored
            }
        }

        /** The last two parts of the path of a key directory, in lower case. */
        private static String nameAndIndex(String path) {
            String[] parts = path.toLowerCase(Locale.ROOT).split("/", -1);
            return parts.length < 2 ? path : parts[parts.length - 2] + "/" + parts[parts.length - 1];
        }
    }
}

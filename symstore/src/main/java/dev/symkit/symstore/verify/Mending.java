// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.RepairTransaction;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Mends what a look at a store found, as far as the store itself tells what is right:
 * <ul>
 *   <li>lastid.txt gets the greatest id in use;
 *   <li>a missing server.txt is made anew from a sound history.txt: the adds that were not deleted and have their file;
 *   <li>references and pointers: {@link DirectoryMending}.
 * </ul>
 *
 * <p>Nothing else can be known, and so is left as it is: lines that cannot be read in server.txt, history.txt and the files of
 * transactions, missing files of transactions, missing, damaged and misplaced stored files. A stored file is never removed. References of
 * transactions that server.txt does not have are removed only if server.txt and the files of all live transactions can be read, and if
 * neither 000Admin nor history.txt has the transaction as live. Confined to one thread.
 */
final class Mending {
    private final StoreStorage storage;
    private final RepairTransaction transaction;
    private final StoreView view;
    private final DirectoryMending directories;
    private final String admin;
    private final Map<TransactionId, Map<String, TransactionFile.Entry>> entries = new HashMap<>();

    Mending(VerifyRequest request, RepairTransaction transaction) {
        this.storage = request.storage();
        this.transaction = transaction;
        this.view = new StoreView(storage);
        this.directories = new DirectoryMending(storage, transaction, request.temporary());
        this.admin = storage.adminDirectory();
    }

    /** Mends 000Admin, or if there is nothing to mend there the key directories. False if nothing was changed. */
    boolean run(Findings findings) throws IOException {
        boolean changed = false;
        for (Problem problem : findings.structure()) {
            if (problem.kind().equals(Problem.LAST_ID)) {
                changed |= mendLastId();
            } else if (problem.kind().equals(Problem.SERVER)
                    && view.admin(ServerFile.NAME).isEmpty()) {
                changed |= mendServer(findings);
            }
        }
        return changed || mendDirectories(findings);
    }

    private boolean mendLastId() throws IOException {
        List<String> names = storage.list(admin);
        AdminCheck check = new AdminCheck(view, admin, names, PendingPlans.read(view, admin, names));
        TransactionId greatest = check.greatest(view.server(), view.history().ids());
        String path = admin + "/" + StoreNames.LAST_ID;
        return transaction.replace(path, storage.stat(path), greatest.text().getBytes(StandardCharsets.US_ASCII));
    }

    private boolean mendServer(Findings findings) throws IOException {
        if (has(findings, Problem.HISTORY) || view.admin(HistoryFile.NAME).isEmpty()) {
            return false;
        }
        List<TransactionRecord> live = view.history().live().stream()
                .sorted(Comparator.comparing(TransactionRecord::id))
                .toList();
        Set<String> names = new HashSet<>(storage.list(admin));
        ServerFile server = ServerFile.parse(new byte[0]);
        for (TransactionRecord record : live) {
            if (names.contains(record.id().text())) {
                server = server.with(record);
            }
        }
        return transaction.replace(admin + "/" + ServerFile.NAME, Optional.empty(), server.bytes());
    }

    private static boolean has(Findings findings, String kind) {
        return findings.structure().stream().anyMatch(problem -> problem.kind().equals(kind));
    }

    private boolean mendDirectories(Findings findings) throws IOException {
        Map<String, DirectoryMending.Work> work = new TreeMap<>();
        boolean sound = !has(findings, Problem.SERVER) && !has(findings, Problem.TRANSACTION);
        Set<TransactionId> known = knownIds();
        ServerFile server = view.server();
        for (Problem problem : findings.structure()) {
            switch (problem.kind()) {
                case Problem.REFS, Problem.MISSING_POINTER, Problem.EXTRA_POINTER, Problem.WRONG_POINTER ->
                    workOn(work, parent(problem.path()), sound);
                case Problem.UNKNOWN_TRANSACTION -> {
                    Optional<TransactionId> id = TransactionId.parse(problem.id());
                    if (sound && id.filter(known::contains).isEmpty()) {
                        workOn(work, parent(problem.path()), true)
                                .gone()
                                .addAll(id.stream().toList());
                    }
                }
                case Problem.NO_REFERENCE -> addMissing(work, problem, server, sound);
                default -> {
                    // not to be mended here
                }
            }
        }
        boolean changed = false;
        for (DirectoryMending.Work each : work.values()) {
            changed |= directories.run(each);
        }
        return changed;
    }

    private static DirectoryMending.Work workOn(
            Map<String, DirectoryMending.Work> work, String directory, boolean sound) {
        return work.computeIfAbsent(directory, path -> DirectoryMending.Work.on(path, sound));
    }

    /** Ids that a damaged server.txt may have lost: those of files in 000Admin and of live adds in history.txt. */
    private Set<TransactionId> knownIds() throws IOException {
        Set<TransactionId> known = new HashSet<>();
        view.history().live().forEach(record -> known.add(record.id()));
        for (String name : storage.list(admin)) {
            TransactionId.parseExact(name).ifPresent(known::add);
        }
        return known;
    }

    private void addMissing(Map<String, DirectoryMending.Work> work, Problem problem, ServerFile server, boolean sound)
            throws IOException {
        TransactionId id = TransactionId.parse(problem.id()).orElse(TransactionId.NONE);
        Optional<TransactionRecord> record = server.find(id);
        TransactionFile.Entry entry = entriesOf(id).get(problem.path().toLowerCase(Locale.ROOT));
        if (record.isEmpty() || entry == null) {
            return;
        }
        try {
            Optional<String> directory = view.keyDirectory(SymbolKey.of(entry.name(), entry.index()));
            if (directory.isPresent()) {
                workOn(work, directory.get(), sound)
                        .missing()
                        .add(new DirectoryMending.Missing(id, record.get().kind(), entry.source()));
            }
        } catch (IllegalKeyException e) {
            // no store can have such an entry
        }
    }

    private Map<String, TransactionFile.Entry> entriesOf(TransactionId id) throws IOException {
        Map<String, TransactionFile.Entry> known = entries.get(id);
        if (known == null) {
            known = new HashMap<>();
            Optional<TransactionFile> file = view.transaction(id);
            for (TransactionFile.Entry entry :
                    file.map(TransactionFile::entries).orElse(List.of())) {
                known.putIfAbsent((entry.name() + "/" + entry.index()).toLowerCase(Locale.ROOT), entry);
            }
            entries.clear(); // problems come by transaction: one at a time is enough
            entries.put(id, known);
        }
        return known;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.StoreText;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks lastid.txt, server.txt, history.txt and plans. Confined to one thread. */
final class AdminCheck {
    private final StoreView view;
    private final String admin;
    private final List<String> names;
    private final PendingPlans pending;
    private final List<Problem> problems = new ArrayList<>();

    /** The names are those in 000Admin, sorted. */
    AdminCheck(StoreView view, String admin, List<String> names, PendingPlans pending) {
        this.view = view;
        this.admin = admin;
        this.names = names;
        this.pending = pending;
    }

    List<Problem> run(ServerFile server) throws IOException {
        problems.addAll(pending.problems(admin));
        if (names.contains(StoreNames.CONVERT_JOURNAL)) {
            add(Problem.CONVERSION, StoreNames.CONVERT_JOURNAL, "", "run convertstore -s <store>");
        }
        List<Optional<TransactionId>> history = view.history().ids();
        TransactionId greatest = greatest(server, history);
        checkLastId(greatest);
        checkServer(server, greatest);
        checkHistory(history);
        return problems;
    }

    /** The greatest id in use. A plan uses its own id before lastid.txt says so. */
    TransactionId greatest(ServerFile server, List<Optional<TransactionId>> history) {
        List<TransactionId> ids = new ArrayList<>();
        server.transactions().forEach(record -> ids.add(record.id()));
        history.forEach(id -> id.ifPresent(ids::add));
        names.forEach(name -> PendingPlans.idOf(name).ifPresent(ids::add));
        return ids.stream()
                .filter(id -> !pending.files().containsKey(id + StoreNames.PENDING))
                .max(TransactionId::compareTo)
                .orElse(TransactionId.NONE);
    }

    private void checkLastId(TransactionId greatest) throws IOException {
        Optional<byte[]> bytes = view.admin(StoreNames.LAST_ID);
        if (bytes.isEmpty()) {
            if (!greatest.equals(TransactionId.NONE)) {
                add(Problem.LAST_ID, StoreNames.LAST_ID, "", "the file is missing");
            }
            return;
        }
        Optional<TransactionId> last =
                TransactionId.parseExact(StoreText.decode(bytes.get()).strip());
        if (last.isEmpty()) {
            add(Problem.LAST_ID, StoreNames.LAST_ID, "", "the file does not hold ten digits");
        } else if (last.get().compareTo(greatest) < 0) {
            add(Problem.LAST_ID, StoreNames.LAST_ID, last.get().text(), "transaction " + greatest + " exists");
        }
    }

    private void checkServer(ServerFile server, TransactionId greatest) throws IOException {
        if (!greatest.equals(TransactionId.NONE) && view.admin(ServerFile.NAME).isEmpty()) {
            add(Problem.SERVER, ServerFile.NAME, "", "the file is missing");
        }
        for (String line : server.malformed()) {
            add(Problem.SERVER, ServerFile.NAME, "", "not a transaction: " + Printable.of(line));
        }
        TransactionId previous = TransactionId.NONE;
        for (TransactionRecord record : server.transactions()) {
            if (record.id().compareTo(previous) <= 0) {
                add(Problem.SERVER, ServerFile.NAME, record.id().text(), "the id comes after " + previous);
            }
            previous = record.id();
        }
    }

    private void checkHistory(List<Optional<TransactionId>> history) {
        Optional<TransactionId> previous = Optional.empty();
        for (int i = 0; i < history.size(); i++) {
            Optional<TransactionId> id = history.get(i);
            if (id.isEmpty()) {
                add(Problem.HISTORY, HistoryFile.NAME, "", "entry " + (i + 1) + " does not begin with an id");
            } else if (previous.isPresent()
                    && id.get().value() != previous.get().value() + 1) {
                add(Problem.HISTORY, HistoryFile.NAME, id.get().text(), "the id comes after " + previous.get());
            }
            previous = id;
        }
    }

    private void add(String kind, String name, String id, String message) {
        problems.add(new Problem(kind, admin + "/" + name, id, message));
    }
}

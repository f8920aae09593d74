// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that every transaction changes, in the versions that they had before lastid.txt was read, and what that held.
 *
 * <p>Where each call is dear all are read with their versions: a listing tells versions too, but perhaps those of a while ago. Else only
 * the versions are asked for, and the files are read when they are wanted.
 */
final class Records {
    /** Their names, the last one read last. */
    static final List<String> NAMES = List.of(HistoryFile.NAME, ServerFile.NAME, StoreNames.LAST_ID);

    private static final int AGAIN = 2;

    private final StoreStorage storage;
    private final Map<String, StorageEntry> entries = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    private Records(StoreStorage storage) {
        this.storage = storage;
    }

    /**
     * Reads them. If they do not belong together, one who believes to have the lock is just writing them, or nobody has finished that: then
     * they are read again, a few times.
     */
    static Records read(StoreStorage storage) throws IOException {
        Records records = readOnce(storage);
        for (int i = 0; i < AGAIN && storage.canonicalNames() && !records.belongTogether(); i++) {
            records = readOnce(storage);
        }
        return records;
    }

    /** Whether the last line of history.txt is that of the last transaction, and server.txt goes with it. */
    private boolean belongTogether() throws IOException {
        Optional<TransactionId> last = TransactionId.parse(lastId().strip());
        List<HistoryFile.Step> steps = history().steps();
        if (last.isEmpty() || steps.isEmpty()) {
            return true; // a new store, or a damaged one
        }
        HistoryFile.Step step = steps.get(steps.size() - 1);
        boolean live = server().find(step.deleted().orElse(step.id())).isPresent();
        return step.id().equals(last.get()) && live == step.deleted().isEmpty();
    }

    private static Records readOnce(StoreStorage storage) throws IOException {
        Records records = new Records(storage);
        for (String name : NAMES) {
            if (storage.canonicalNames() || name.equals(StoreNames.LAST_ID)) {
                records.readNow(name);
            } else {
                storage.stat(storage.adminDirectory() + "/" + name)
                        .ifPresent(entry -> records.entries.put(name, entry));
            }
        }
        return records;
    }

    private void readNow(String name) throws IOException {
        Optional<StorageText> text = storage.read(storage.adminDirectory() + "/" + name, StoreView.MAX_TEXT);
        text.ifPresent(there -> {
            entries.put(name, there.entry());
            contents.put(name, there.bytes());
        });
    }

    /** One of the files, if it was there. */
    Optional<StorageEntry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The text of lastid.txt, empty if there was none. */
    String lastId() {
        return text(contents.getOrDefault(StoreNames.LAST_ID, new byte[0]));
    }

    /** The text that lastid.txt has now. */
    static String lastIdNow(StoreStorage storage) throws IOException {
        return text(new StoreView(storage).admin(StoreNames.LAST_ID).orElse(new byte[0]));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    HistoryFile history() throws IOException {
        byte[] read = contents.get(HistoryFile.NAME);
        return read == null ? new StoreView(storage).history() : HistoryFile.parse(read);
    }

    ServerFile server() throws IOException {
        byte[] read = contents.get(ServerFile.NAME);
        return read == null ? new StoreView(storage).server() : ServerFile.parse(read);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices what others did to the store in a bucket, servers and {@code symstore} alike. The store tells it by itself: each transaction is one
 * line more in {@code 000Admin/history.txt}, and its own file names its keys. Which transaction was seen last is kept on disk, so that a server
 * that rested hears of what it missed. Guarded by itself.
 */
public final class BucketChanges {
    /** What is read of the history, from its end; some 500 transactions. */
    private static final int TAIL = 64 << 10;

    /** With more transactions at a time nothing that was remembered is believed, which costs less. */
    private static final int MOST = 100;

    private static final int LARGEST = 64 << 20;

    private final Bucket bucket;
    private final Path note;
    private final Listener listener;
    private String version = "";
    private @Nullable TransactionId seen;

    /** Hears of changes. Called by the thread that looks. */
    public interface Listener {
        /** The files of a key changed, or there are some now, or none any more. */
        void changed(SymbolKey key);

        /** It cannot be told what changed: any key may have. */
        void anyChanged();
    }

    /**
     * Nothing was looked at so far.
     *
     * @param note the file for what was seen; its directory exists
     */
    public BucketChanges(Bucket bucket, Path note, Listener listener) {
        this.bucket = bucket;
        this.note = note;
        this.listener = listener;
    }

    /** Looks for what is new. One request if nothing is. */
    public synchronized void look() throws IOException {
        Optional<StorageEntry> history = bucket.stat(admin(HistoryFile.NAME));
        String now = history.map(StorageEntry::version).orElse("");
        if (seen != null && now.equals(version)) {
            return;
        }
        if (version.isEmpty()) {
            bucket.forgetTier();
        }
        TransactionId last = seen == null ? noted().orElse(null) : seen;
        Tail tail = history.isPresent() ? tail() : Tail.EMPTY;
        tell(last, tail);
        seen = tail.newest();
        version = now;
        if (!tail.newest().equals(last)) {
            keep(tail.newest());
        }
    }

    /** The end of the history; all of it if that is short. */
    private record Tail(List<HistoryFile.Step> steps, boolean whole) {
        static final Tail EMPTY = new Tail(List.of(), true);

        TransactionId newest() {
            return steps.isEmpty()
                    ? TransactionId.NONE
                    : steps.get(steps.size() - 1).id();
        }

        /** What came after a transaction; empty if that cannot be told. */
        Optional<List<HistoryFile.Step>> after(TransactionId last) {
            boolean reaches = whole || steps.stream().anyMatch(step -> step.id().compareTo(last) <= 0);
            boolean same = newest().compareTo(last) >= 0; // else it is another store
            return reaches && same
                    ? Optional.of(steps.stream()
                            .filter(step -> step.id().compareTo(last) > 0)
                            .toList())
                    : Optional.empty();
        }
    }

    private Tail tail() throws IOException {
        Optional<StorageFile> there = bucket.open(admin(HistoryFile.NAME));
        if (there.isEmpty()) {
            return Tail.EMPTY;
        }
        try (StorageFile file = there.get()) {
            byte[] bytes = new byte[(int) Math.min(TAIL, file.size())];
            file.read(file.size() - bytes.length, bytes, 0, bytes.length);
            boolean whole = bytes.length == file.size();
            int start = whole ? 0 : afterLine(bytes);
            return new Tail(
                    HistoryFile.parse(Arrays.copyOfRange(bytes, start, bytes.length))
                            .steps(),
                    whole);
        }
    }

    /** Where the second line begins. */
    private static int afterLine(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(bytes.length, at + 1);
    }

    private void tell(@Nullable TransactionId last, Tail tail) throws IOException {
        Optional<List<HistoryFile.Step>> steps = last == null ? Optional.empty() : tail.after(last);
        if (steps.isEmpty() || steps.get().size() > MOST) {
            listener.anyChanged();
            return;
        }
        List<SymbolKey> keys = new ArrayList<>();
        for (HistoryFile.Step step : steps.get()) {
            Optional<TransactionFile> transaction = transaction(step.deleted().orElse(step.id()));
            if (transaction.isEmpty()) {
                listener.anyChanged();
                return;
            }
            transaction.get().entries().forEach(entry -> key(entry).ifPresent(keys::add));
        }
        keys.forEach(listener::changed);
    }

    private static Optional<SymbolKey> key(TransactionFile.Entry entry) {
        try {
            return Optional.of(SymbolKey.of(entry.name(), entry.index()).canonical());
        } catch (IllegalKeyException e) {
            return Optional.empty(); // nobody can ask for it
        }
    }

    private Optional<TransactionFile> transaction(TransactionId id) throws IOException {
        Optional<byte[]> bytes = bucket.readAll(admin(id.text()), LARGEST);
        if (bytes.isEmpty()) {
            bytes = bucket.readAll(admin(id.text() + StoreNames.DELETED), LARGEST);
        }
        return bytes.map(TransactionFile::parse);
    }

    private String admin(String name) {
        return bucket.storage().adminDirectory() + "/" + name;
    }

    private Optional<TransactionId> noted() {
        try {
            return TransactionId.parse(
                    Files.readString(note, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            return Optional.empty(); // it is new, or was never here
        }
    }

    private void keep(TransactionId id) throws IOException {
        byte[] text = (id.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        WholeFile.write(note, file -> Files.write(file, text));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.Fields;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.EntryResult;
import dev.symkit.store.tx.Existing;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code symstore merge}: adds every live transaction of one store to another, oldest first, each as a transaction of its own
 * (our choice). Product, version and source paths stay; the comment gets {@code [from <id>]}, by which a transaction that was merged
 * already is known, so that a run that was interrupted can be repeated.
 */
public final class MergeStore {

    /**
     * One merge.
     *
     * @param target the store that is added to; made if it is missing, in the layout of the other
     * @param from the store that is read
     */
    public record Request(StoreTarget target, String from) {}

    /**
     * One transaction of the other store.
     *
     * @param transaction its id there
     * @param id the transaction that has it now; empty if nothing was added
     * @param files files or pointers that were added
     * @param already whether an earlier run had added it
     * @param problems one text for each entry that was not added
     */
    public record Merged(String transaction, String id, int files, boolean already, List<String> problems) {}

    /** Told what the run is doing. */
    public interface Listener extends TransactionListener {
        /** So many transactions are looked at. */
        default void started(long transactions) {}

        /** One is done. */
        default void merged(Merged merged) {}
    }

    /** Merges. Gives back what became of each transaction, in their order. */
    public List<Merged> run(Request request, Listener listener) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage from = StoreStorages.open(
                        request.from(), target.workingDirectory(), new StorageOptions(target.sync()));
                StoreStorage to = target.open()) {
            if (from.stat(from.adminDirectory()).isEmpty()) {
                throw new StoreException(
                        StoreException.Reason.NOT_A_STORE, "'" + request.from() + "' is not a managed symbol store.");
            }
            return run(target, from, to, listener);
        }
    }

    /** Merges one open store into another. The target says how to work. */
    public static List<Merged> run(StoreTarget target, StoreStorage from, StoreStorage to, Listener listener)
            throws IOException {
        MergeSource source = new MergeSource(from, target.parallel());
        return new Run(target, new StoreView(from), to, listener).all(source);
    }

    /** One run. Confined to one thread. */
    private static final class Run {
        private final StoreView source;
        private final StoreView target;
        private final StoreEngine engine;
        private final Listener listener;
        private final List<TransactionRecord> there;
        private final boolean references;
        private final boolean twoTier;

        Run(StoreTarget target, StoreView source, StoreStorage to, Listener listener) throws IOException {
            this.source = source;
            this.target = new StoreView(to);
            this.listener = listener;
            engine = target.engine(to, listener);
            engine.recover(); // what an interrupted run has committed must be seen
            there = new ArrayList<>(this.target.server().transactions());
            references = this.target.admin(StoreNames.NO_REFS).isEmpty();
            twoTier = source.tier() == Tier.TWO && !this.target.isStore();
        }

        List<Merged> all(MergeSource added) throws IOException {
            List<TransactionRecord> records = source.server().transactions().stream()
                    .sorted(Comparator.comparing(TransactionRecord::id))
                    .toList();
            listener.started(records.size());
            List<Merged> all = new ArrayList<>();
            for (TransactionRecord record : records) {
                Merged merged = merge(record, added);
                listener.merged(merged);
                all.add(merged);
            }
            return all;
        }

        private Merged merge(TransactionRecord record, MergeSource added) throws IOException {
            String id = record.id().text();
            Optional<TransactionFile> file = source.transaction(record.id());
            if (file.isEmpty()) {
                return new Merged(id, "", 0, false, List.of("the file of transaction " + id + " is missing"));
            }
            MergeSource.Added read = added.read(record, file.get());
            List<String> problems = new ArrayList<>(read.problems());
            List<String> ids = new ArrayList<>();
            int files = 0;
            boolean already = !read.parts().isEmpty();
            for (MergeSource.Part part : read.parts()) {
                AddRequest request = new AddRequest(
                        plain(record.product()),
                        plain(record.version()),
                        comment(record),
                        optionsOf(part),
                        part.entries());
                Optional<TransactionRecord> before = find(request, part.kind(), file.get());
                if (before.isPresent()) {
                    ids.add(before.get().id().text());
                    continue;
                }
                already = false;
                AddResult result = engine.add(request);
                result.id().ifPresent(own -> ids.add(own.text()));
                for (EntryResult entry : result.entries()) {
                    if (entry.status() == EntryResult.Status.ERROR) {
                        problems.add(entry.entry().key().name() + "\\"
                                + entry.entry().key().index() + ": " + entry.message());
                    } else {
                        files++;
                    }
                }
            }
            return new Merged(id, String.join(" ", ids), files, already, problems);
        }

        private AddOptions optionsOf(MergeSource.Part part) {
            Optional<AddOptions.Pointers> pointers = part.kind() == EntryKind.FILE
                    ? Optional.empty()
                    : Optional.of(new AddOptions.Pointers(
                            Optional.of(part.message()).filter(text -> !text.isEmpty()), part.prefixed()));
            return new AddOptions(
                    twoTier,
                    pointers,
                    Optional.empty(),
                    references,
                    Existing.REPLACED,
                    false,
                    false,
                    AddOptions.Preference.NONE);
        }

        /**
         * The live transaction that an earlier run made. Stores may have the same numbers, products and versions, so its entries must
         * be among those that would be added.
         */
        private Optional<TransactionRecord> find(AddRequest request, EntryKind kind, TransactionFile file)
                throws IOException {
            Set<String> entries = new HashSet<>();
            file.entries().forEach(entry -> entries.add(shown(entry)));
            for (TransactionRecord record : there) {
                if (record.kind() == kind
                        && record.product().equals(request.product())
                        && record.version().equals(request.version())
                        && record.comment().equals(request.comment())) {
                    List<String> own =
                            target.transaction(record.id()).map(TransactionFile::entries).orElse(List.of()).stream()
                                    .map(Run::shown)
                                    .toList();
                    if (own.isEmpty() == entries.isEmpty() && entries.containsAll(own)) {
                        return Optional.of(record);
                    }
                }
            }
            return Optional.empty();
        }

        private static String shown(TransactionFile.Entry entry) {
            return entry.directory() + "\n" + plain(entry.source());
        }
    }

    /** The comment of a merged transaction: the old one, cut so that its old id fits behind it. */
    static String comment(TransactionRecord record) {
        String mark = "[from " + record.id().text() + "]";
        String old = plain(record.comment());
        if (old.isEmpty()) {
            return mark;
        }
        int room = Fields.MAX_TEXT - mark.length() - 1;
        if (old.length() > room) {
            old = old.substring(0, Character.isHighSurrogate(old.charAt(room - 1)) ? room - 1 : room);
        }
        return old + " " + mark;
    }

    /** A text as the store's files hold it. */
    private static String plain(String text) {
        String quoted = Fields.quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}

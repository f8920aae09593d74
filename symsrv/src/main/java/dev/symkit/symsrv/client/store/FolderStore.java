// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symsrv.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A store in a directory, of this machine or of a server that a storage plug-in reaches. Names are looked up as they are first, then
 * ignoring case. A two-tier store is searched at its one-tier places too, and again if a conversion is going on (symbol-store-format 1.2).
 */
public final class FolderStore implements SearchStore {
    private static final String WANTS_POINTERS = "wantsptr.txt";

    private final FolderPlace place;
    private final StoreStorage storage;
    private final StoreSettings settings;
    private final Spellings spellings;
    private final FolderTier tier;
    private final Target target;

    /** A store at a place, and how files get into it. */
    public FolderStore(FolderPlace place, StoreSettings settings, FolderWriter writer) {
        this.place = place;
        this.storage = place.storage();
        this.settings = settings;
        this.spellings = new Spellings(storage);
        this.tier = new FolderTier(storage, spellings);
        this.target = (key, now) -> begin(writer, key, now);
    }

    private Landing begin(FolderWriter writer, SymbolKey key, Instant now) throws IOException {
        KeyNames names = KeyNames.of(key, settings.casing());
        List<String> used = place.flat() ? List.of() : spellings.use(names.directories(tier.get(now)), now);
        String name = place.flat() ? names.name() : used.get(used.size() - 2);
        FolderWriter.Published noted = leaf -> spellings.use(path(used, leaf), now);
        if (place.root().isPresent()) {
            return writer.begin(new FolderWriter.Place(place.root().get(), used, name, Optional.of(target), noted));
        }
        Landing waiting = writer.beginTemporary("symsrv-" + UUID.randomUUID());
        return new Upload(waiting, new Upload.Goal(storage, String.join("/", used), name, target, noted));
    }

    private static List<String> path(List<String> directories, String file) {
        List<String> path = new ArrayList<>(directories);
        path.add(file);
        return path;
    }

    /** The way to its files. */
    public StoreStorage storage() {
        return storage;
    }

    @Override
    public String label() {
        return place.label();
    }

    @Override
    public String id() {
        return place.label() + (place.flat() ? "|flat" : "");
    }

    @Override
    public boolean remote() {
        return place.root().isEmpty();
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public Optional<Path> root() {
        return place.root();
    }

    @Override
    public Optional<Target> target() {
        return Optional.of(target);
    }

    @Override
    public boolean wantsPointers() {
        return has(WANTS_POINTERS);
    }

    /** Whether it has the file that marks a store. */
    public boolean isMarked() {
        return has(StoreNames.PINGME);
    }

    /** Whether it has any file or directory that only stores have (symsrv.md 16). */
    public boolean isStore() {
        return isMarked() || has(Tier.MARKER) || has(storage.adminDirectory());
    }

    /** What is at a place in it; the empty text is its root. */
    public Optional<StorageEntry> stat(String path) throws IOException {
        return storage.stat(path);
    }

    private boolean has(String name) {
        try {
            return storage.stat(name).isPresent();
        } catch (IOException e) {
            return false; // whatever is wrong with the store shows when it is searched
        }
    }

    @Override
    public void reset() {
        tier.reset();
    }

    @Override
    public Absence probe(Lookup lookup, Visitor visitor) throws IOException {
        KeyNames names = KeyNames.of(lookup.key(), settings.casing());
        List<Leaf> leaves = Leaf.order(lookup.options(), settings.uriFilter(), false);
        FolderSearch search = search(new FolderSearch.Wanted(lookup, visitor, names.name(), leaves, false));
        if (place.flat()) {
            return search.inDirectory("");
        }
        int forced = lookup.options().tiers() == 0
                ? settings.tiers()
                : lookup.options().tiers();
        if (forced != 0) {
            return search.below(names.directories(forced == 2 ? Tier.TWO : Tier.ONE), true)
                    .sure(false);
        }
        Absence absence = Absence.NOTHING_TRIED;
        boolean two = tier.get(lookup.now()) == Tier.TWO;
        if (!two) {
            absence = search.below(names.directories(Tier.ONE), true);
            two = !visitor.done() && tier.again(lookup.now()) == Tier.TWO;
        }
        if (two && !visitor.done()) {
            absence = twoTier(search, visitor, names);
        }
        return absence.sure(absence.definitive() && leaves.size() == Leaf.values().length);
    }

    private Absence twoTier(FolderSearch search, Visitor visitor, KeyNames names) throws IOException {
        Absence absence = search.below(names.directories(Tier.TWO), true);
        if (!visitor.done()) {
            absence = absence.or(search.below(names.directories(Tier.ONE), false));
        }
        String journal = storage.adminDirectory() + "/" + StoreNames.CONVERT_JOURNAL;
        if (!visitor.done() && storage.stat(journal).isPresent()) {
            absence = absence.or(search.below(names.directories(Tier.TWO), false));
        }
        return absence;
    }

    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) throws IOException {
        int last = segments.size() - 1;
        FolderSearch.Wanted wanted = new FolderSearch.Wanted(lookup, visitor, segments.get(last), List.of(form), true);
        return search(wanted).file(segments.subList(0, last), form);
    }

    private FolderSearch search(FolderSearch.Wanted wanted) {
        return new FolderSearch(this, place, spellings, wanted);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.Fields;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.TransactionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of the entries of one key, by the options and what is there: as if they were added one after the other
 * (symstore 7.2, 7.3). Reads, and changes nothing. Confined to one thread.
 */
final class Decision {
    /** {@link #content}: there is no stored file. */
    private static final int NOTHING = -1;

    /** {@link #content}: the stored file stays. */
    private static final int WHAT_IS_THERE = -2;

    /** What happens to {@code file.ptr}. */
    enum Pointer {
        STAYS,
        IS_WRITTEN,
        GOES
    }

    /** A reference of an entry, in front of the newest if that is better. */
    private record Reference(int entry, boolean beforeLast) {}

    private final Prepared group;
    private final Place place;
    private final AddOptions options;
    private final StoredFacts facts;
    private final Map<Integer, String> errors;
    private final Map<Integer, String> kept = new HashMap<>();
    private final Set<Integer> skipped = new HashSet<>();
    private final Set<Integer> classChanges = new HashSet<>();
    private final List<Reference> references = new ArrayList<>();
    private int content;
    private int lastRank = Integer.MIN_VALUE;
    private Pointer pointer = Pointer.STAYS;
    private int pointed = NOTHING;

    private Decision(Prepared group, Place place, AddOptions options, StoredFacts facts) {
        this.group = group;
        this.place = place;
        this.options = options;
        this.facts = facts;
        this.errors = new HashMap<>(group.errors);
        this.content = place.current().isPresent() ? WHAT_IS_THERE : NOTHING;
        place.refs().last().ifPresent(line -> lastRank = rank(line.symbolClass(), line.source()));
    }

    static Decision of(Prepared group, Place place, AddOptions options, StoredFacts facts) throws IOException {
        Decision decision = new Decision(group, place, options, facts);
        for (int i = 0; i < group.entries.size(); i++) {
            if (group.leftOut.contains(i)) {
                decision.skipped.add(i);
            } else if (!decision.errors.containsKey(i)) {
                decision.decide(i, group.entries.get(i));
            }
        }
        return decision;
    }

    private void decide(int i, AddEntry entry) throws IOException {
        boolean asPointer = options.pointers().isPresent();
        boolean isThere = content != NOTHING
                || (asPointer && (pointed != NOTHING || place.pointer().isPresent()));
        int rank = rank(entry.symbolClass().text(), entry.source().recordedPath());
        boolean worse = rank < lastRank;
        if (options.existing() == Existing.SKIPPED && isThere) {
            skipped.add(i);
        } else if (asPointer) {
            decidePointer(i, entry, worse);
        } else {
            decideFile(i, entry, worse);
        }
        if (isReferenced(i) && !worse) {
            lastRank = rank;
        }
    }

    private void decidePointer(int i, AddEntry entry, boolean worse) {
        String path = entry.source().recordedPath();
        if (!path.equals(Fields.quotable(path)) || pointerTo(entry).bytes().length > FilePointer.MAX_SIZE) {
            errors.put(i, "a pointer cannot hold this path");
            return;
        }
        references.add(new Reference(i, worse));
        if (worse) {
            kept.put(i, "a preferred reference stays");
        } else {
            pointer = Pointer.IS_WRITTEN;
            pointed = i;
        }
    }

    private void decideFile(int i, AddEntry entry, boolean worse) throws IOException {
        boolean store = content == NOTHING || (options.existing() != Existing.KEPT && !worse);
        if (entry.secondary() && isWindowsPdb()) {
            errors.put(i, "a Windows PDB is stored under this key");
            return;
        }
        if (store && content != NOTHING && classChanges(entry.symbolClass())) {
            if (options.refuseClassChange()) {
                errors.put(
                        i,
                        entry.symbolClass() == SymbolClass.PUB
                                ? "public symbols would replace private ones"
                                : "private symbols would replace public ones");
                return;
            }
            classChanges.add(i);
        }
        references.add(new Reference(i, worse));
        if (store) {
            content = i;
        } else {
            kept.put(i, worse ? "a preferred file stays" : "the file that is there stays");
        }
        if (!worse) {
            pointer = Pointer.GOES;
        }
    }

    /** Whether what is stored when an entry comes is a PDB that is not portable. */
    private boolean isWindowsPdb() throws IOException {
        return content >= 0
                ? !group.entries
                        .get(content)
                        .secondary() // the key of a second entry is the first key of Windows PDBs only
                : content == WHAT_IS_THERE && facts.isOtherThanPortable(place);
    }

    private boolean classChanges(SymbolClass now) throws IOException {
        if (now != SymbolClass.PUB && now != SymbolClass.PRI) {
            return false;
        }
        Optional<String> before = content >= 0
                ? Optional.of(group.entries.get(content).symbolClass().text())
                : facts.symbolClass(place);
        String other = (now == SymbolClass.PUB ? SymbolClass.PRI : SymbolClass.PUB).text();
        return before.filter(other::equals).isPresent();
    }

    /** How good a reference is: 2 for the class that is preferred, 1 for the path. PDBs of types only count as private. */
    private int rank(String symbolClass, String source) {
        AddOptions.Preference preference = options.preference();
        boolean byClass = preference
                .symbolClass()
                .map(SymbolClass::text)
                .filter(wanted -> wanted.equals(symbolClass)
                        || (wanted.equals(SymbolClass.PRI.text()) && symbolClass.equals(SymbolClass.TYP.text())))
                .isPresent();
        boolean byPath = preference
                .sourcePrefix()
                .filter(prefix -> source.regionMatches(true, 0, prefix, 0, prefix.length()))
                .isPresent();
        return (byClass ? 2 : 0) + (byPath ? 1 : 0);
    }

    /** Place of the entry whose content is stored at the end; below zero if none is. */
    int content() {
        return content;
    }

    /** Why an entry cannot be stored; empty if it can. */
    Optional<String> error(int entry) {
        return Optional.ofNullable(errors.get(entry));
    }

    /** Why what is there is better than an entry; empty if it is not. */
    Optional<String> kept(int entry) {
        return Optional.ofNullable(kept.get(entry));
    }

    /** Whether an entry has a different class of symbols than what it replaces. */
    boolean hasClassChange(int entry) {
        return classChanges.contains(entry);
    }

    boolean isReferenced(int entry) {
        return !errors.containsKey(entry) && !skipped.contains(entry);
    }

    boolean hasReferences() {
        return !references.isEmpty();
    }

    Pointer pointer() {
        return pointer;
    }

    /** The new {@code file.ptr}, if it is written. */
    FilePointer newPointer() {
        return pointerTo(group.entries.get(pointed));
    }

    private FilePointer pointerTo(AddEntry entry) {
        AddOptions.Pointers how = options.pointers().orElseThrow();
        return new FilePointer(Optional.of(entry.source().recordedPath()), message(), how.prefixed());
    }

    private String message() {
        return Fields.quotable(
                options.pointers().flatMap(AddOptions.Pointers::message).orElse(""));
    }

    /**
     * The references with the new ones.
     *
     * @param compressed whether the stored file is compressed
     */
    RefsFile newReferences(TransactionId id, boolean compressed) {
        boolean asPointer = options.pointers().isPresent();
        RefsFile file = place.refs();
        for (Reference reference : references) {
            AddEntry entry = group.entries.get(reference.entry());
            RefsLine line = new RefsLine(
                    id,
                    asPointer ? EntryKind.PTR : EntryKind.FILE,
                    entry.source().recordedPath(),
                    entry.symbolClass().text(),
                    compressed && !asPointer,
                    asPointer ? message() : "");
            file = reference.beforeLast() ? file.withBeforeLast(line) : file.with(line);
        }
        return file;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and checks the key directories that have a refs.ptr. Thread-safe.
 *
 * @param storage the store
 * @param tier its layout
 * @param live transactions that references may name, besides those that are pending
 * @param pending plans not yet carried out, and what they change
 * @param references receives what every refs.ptr names
 * @param stored checks the stored files
 * @param pointers looks for what pointers point to
 */
record KeyDirectories(
        StoreStorage storage,
        Tier tier,
        Set<TransactionId> live,
        PendingPlans pending,
        References references,
        StoredKeys stored,
        PointerTargets pointers) {

    /** The names in the root below which there may be entries, sorted. */
    List<String> roots() throws IOException {
        return storage.list("").stream()
                .filter(name -> !name.equals(storage.adminDirectory()) && !name.equalsIgnoreCase(StoreNames.SYMPROXY))
                .sorted()
                .toList();
    }

    /** What is wrong below one name in the root, in path order. Both layouts are looked for in a two-tier store. */
    Findings below(String root) throws IOException {
        Findings found = new Findings();
        List<String> seconds = sorted(root, found);
        for (String second : seconds) {
            String path = root + "/" + second;
            List<String> names = sorted(path, found);
            if (StoreNames.find(RefsFile.NAME, names).isPresent()) {
                check(path, root, names, found);
                if (tier == Tier.TWO) {
                    found.countOneTier();
                }
            } else if (tier == Tier.TWO) {
                for (String third : names) {
                    List<String> deeper = sorted(path + "/" + third, found);
                    if (StoreNames.find(RefsFile.NAME, deeper).isPresent()) {
                        check(path + "/" + third, second, deeper, found);
                    }
                }
            }
        }
        return found;
    }

    private List<String> sorted(String directory, Findings found) throws IOException {
        List<String> names = storage.list(directory).stream().sorted().toList();
        if (names.isEmpty()
                && storage.stat(directory).filter(StorageEntry::isDirectory).isPresent()) {
            found.empty().add(directory);
        }
        return names;
    }

    private void check(String path, String name, List<String> names, Findings found) {
        String refsPath = path + "/" + StoreNames.find(RefsFile.NAME, names).orElse(RefsFile.NAME);
        try {
            Optional<byte[]> bytes = storage.readAll(refsPath, StoreView.MAX_TEXT);
            if (bytes.isEmpty()) {
                return; // deleted since it was listed
            }
            RefsFile refs = RefsFile.parse(bytes.get());
            references.add(path, refs);
            if (!pending.directories().contains(path)) {
                check(path, refsPath, refs, name, names, found);
            }
        } catch (IOException e) {
            found.structure().add(new Problem(Problem.REFS, refsPath, "", "cannot be read: " + e.getMessage()));
        }
        stored.check(path, name, names, found);
    }

    private void check(String path, String refsPath, RefsFile refs, String name, List<String> names, Findings found) {
        List<Problem> problems = found.structure();
        for (String line : refs.malformed()) {
            problems.add(new Problem(Problem.REFS, refsPath, "", "not a reference: " + Printable.of(line)));
        }
        for (RefsLine line : refs.references()) {
            if (!live.contains(line.id()) && !pending.ids().contains(line.id())) {
                String id = line.id().text();
                problems.add(new Problem(
                        Problem.UNKNOWN_TRANSACTION, refsPath, id, "there is no such transaction in server.txt"));
            }
        }
        if (refs.hasFileReference() && !hasStored(name, names)) {
            problems.add(new Problem(Problem.MISSING_FILE, path + "/" + name, "", "the stored file is missing"));
        }
        refs.last().ifPresent(last -> pointer(path, last, names, found));
    }

    private void pointer(String path, RefsLine last, List<String> names, Findings found) {
        Optional<String> pointer = StoreNames.find(FilePointer.NAME, names);
        String pointerPath = path + "/" + pointer.orElse(FilePointer.NAME);
        String id = last.id().text();
        if (last.kind() == EntryKind.PTR && pointer.isEmpty()) {
            found.structure()
                    .add(new Problem(
                            Problem.MISSING_POINTER,
                            pointerPath,
                            id,
                            "the newest reference is a pointer, which is missing"));
        } else if (last.kind() == EntryKind.FILE && pointer.isPresent()) {
            found.structure()
                    .add(new Problem(
                            Problem.EXTRA_POINTER,
                            pointerPath,
                            id,
                            "the newest reference is a file, yet there is a pointer"));
        } else if (pointer.isPresent()) {
            pointers.check(pointerPath, last, found);
        }
    }

    /** Whether the stored file is there, as it is or compressed. */
    static boolean hasStored(String name, List<String> names) {
        return StoreNames.findStored(name, names).isPresent();
    }
}

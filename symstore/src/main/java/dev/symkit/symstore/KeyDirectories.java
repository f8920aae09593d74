// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds and checks the key directories that have a refs.ptr. Thread-safe. */
final class KeyDirectories {
    private final StoreStorage storage;
    private final Tier tier;
    private final Set<TransactionId> live;
    private final PendingPlans pending;

    /** References may name the transactions {@code live} and those that are pending. */
    KeyDirectories(StoreStorage storage, Tier tier, Set<TransactionId> live, PendingPlans pending) {
        this.storage = storage;
        this.tier = tier;
        this.live = live;
        this.pending = pending;
    }

    /**
     * One key directory.
     *
     * @param path relative to the root
     * @param ids transactions its references name
     * @param plainFile path of the stored file, if it is there and not compressed
     * @param problems what is wrong with it
     */
    record Found(String path, Set<TransactionId> ids, Optional<String> plainFile, List<Problem> problems) {}

    /** The names in the root below which there may be entries, sorted. */
    List<String> roots() throws IOException {
        return storage.list("").stream()
                .filter(name -> !name.equals(storage.adminDirectory()) && !name.equalsIgnoreCase(StoreNames.SYMPROXY))
                .sorted()
                .toList();
    }

    /** The key directories below one name in the root, sorted. Both layouts are looked for in a two-tier store. */
    List<Found> below(String root) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String second : sorted(root)) {
            String path = root + "/" + second;
            List<String> names = sorted(path);
            if (named(RefsFile.NAME, names).isPresent()) {
                check(path, root, names).ifPresent(found::add);
            } else if (tier == Tier.TWO) {
                for (String third : names) {
                    List<String> deeper = sorted(path + "/" + third);
                    if (named(RefsFile.NAME, deeper).isPresent()) {
                        check(path + "/" + third, second, deeper).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    private List<String> sorted(String directory) throws IOException {
        return storage.list(directory).stream().sorted().toList();
    }

    private Optional<Found> check(String path, String name, List<String> names) {
        Optional<String> plain = named(name, names).map(file -> path + "/" + file);
        String refsPath = path + "/" + named(RefsFile.NAME, names).orElse(RefsFile.NAME);
        try {
            Optional<byte[]> bytes = storage.readAll(refsPath, StoreView.MAX_TEXT);
            if (bytes.isEmpty()) {
                return Optional.empty(); // deleted since it was listed
            }
            RefsFile refs = RefsFile.parse(bytes.get());
            Set<TransactionId> ids = new HashSet<>();
            refs.references().forEach(line -> ids.add(line.id()));
            List<Problem> problems =
                    pending.directories().contains(path) ? List.of() : problems(path, refsPath, refs, name, names);
            return Optional.of(new Found(path, ids, plain, problems));
        } catch (IOException e) {
            Problem problem = new Problem(Problem.REFS, refsPath, "", "cannot be read: " + e.getMessage());
            return Optional.of(new Found(path, Set.of(), plain, List.of(problem)));
        }
    }

    private List<Problem> problems(String path, String refsPath, RefsFile refs, String name, List<String> names) {
        List<Problem> problems = new ArrayList<>();
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
        boolean stored = named(name, names).isPresent()
                || StoreNames.compressed(name)
                        .flatMap(form -> named(form, names))
                        .isPresent();
        if (refs.hasFileReference() && !stored) {
            problems.add(new Problem(Problem.MISSING_FILE, path + "/" + name, "", "the stored file is missing"));
        }
        refs.last().ifPresent(last -> pointer(path, last, names).ifPresent(problems::add));
        return problems;
    }

    private static Optional<Problem> pointer(String path, RefsLine last, List<String> names) {
        Optional<String> pointer = named(FilePointer.NAME, names);
        String pointerPath = path + "/" + pointer.orElse(FilePointer.NAME);
        String id = last.id().text();
        if (last.kind() == EntryKind.PTR && pointer.isEmpty()) {
            return Optional.of(new Problem(
                    Problem.MISSING_POINTER, pointerPath, id, "the newest reference is a pointer, which is missing"));
        }
        if (last.kind() == EntryKind.FILE && pointer.isPresent()) {
            return Optional.of(new Problem(
                    Problem.EXTRA_POINTER, pointerPath, id, "the newest reference is a file, yet there is a pointer"));
        }
        return Optional.empty();
    }

    private static Optional<String> named(String wanted, List<String> names) {
        return names.stream().filter(wanted::equalsIgnoreCase).findFirst();
    }
}

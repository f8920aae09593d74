// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the key directories of a tree to which no transaction refers: directories two or three levels below the root that hold a file of
 * the name of the directory above, plain or compressed, or a {@code file.ptr}. Thread-safe.
 */
final class UnmanagedTree {
    private final StoreStorage storage;
    private final Parallel parallel;

    UnmanagedTree(StoreStorage storage, Parallel parallel) {
        this.storage = storage;
        this.parallel = parallel;
    }

    /**
     * One key directory.
     *
     * @param directory its path relative to the root
     * @param name the name of its file
     * @param index its index string
     * @param stored the path of the stored file; empty if there is only a pointer
     * @param size the stored file's bytes
     * @param deep whether it lies where only a two-tier store has its entries
     * @param problem why it cannot be an entry
     */
    record Candidate(
            String directory,
            String name,
            String index,
            Optional<String> stored,
            long size,
            boolean deep,
            Optional<String> problem) {
        Candidate refused(String why) {
            return new Candidate(directory, name, index, stored, size, deep, Optional.of(why));
        }
    }

    /**
     * What was found.
     *
     * @param candidates in path order
     * @param markTwoTier whether all entries lie as in a two-tier store while the mark of one is missing
     */
    record Scan(List<Candidate> candidates, boolean markTwoTier) {}

    Scan scan() throws IOException {
        StoreView view = new StoreView(storage);
        boolean managed = view.isManaged();
        List<String> roots = storage.list("").stream()
                .filter(name -> !name.equals(storage.adminDirectory()) && !name.equalsIgnoreCase(StoreNames.SYMPROXY))
                .sorted()
                .toList();
        List<Candidate> found = new ArrayList<>();
        parallel.map(roots, root -> below(root, managed)).forEach(found::addAll);
        if (view.tier() == Tier.TWO || found.stream().noneMatch(Candidate::deep)) {
            return new Scan(found, false);
        }
        if (!managed && found.stream().allMatch(Candidate::deep)) {
            return new Scan(found, true);
        }
        return new Scan(
                found.stream()
                        .map(each -> each.deep()
                                ? each.refused("it lies where only a two-tier store has its entries")
                                : each)
                        .toList(),
                false);
    }

    private List<Candidate> below(String root, boolean managed) throws IOException {
        List<Candidate> found = new ArrayList<>();
        for (String second : sorted(root)) {
            List<String> names = sorted(root + "/" + second);
            Optional<Candidate> flat = candidate(root + "/" + second, root, second, names, managed);
            if (flat.isPresent()) {
                flat.filter(each -> !each.index().isEmpty()).ifPresent(found::add);
            } else if (Tier.prefix(second).equalsIgnoreCase(root)) {
                for (String third : names) {
                    String path = root + "/" + second + "/" + third;
                    candidate(path, second, third, sorted(path), managed)
                            .filter(each -> !each.index().isEmpty())
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private List<String> sorted(String directory) throws IOException {
        return storage.list(directory).stream().sorted().toList();
    }

    /** The key directory of that path; one without an index if it is under management; empty if it is none. */
    private Optional<Candidate> candidate(String path, String name, String index, List<String> names, boolean managed)
            throws IOException {
        if (managed && StoreNames.find(RefsFile.NAME, names).isPresent()) {
            return Optional.of(new Candidate(path, name, "", Optional.empty(), 0, false, Optional.empty()));
        }
        Optional<String> file = StoreNames.findStored(name, names).map(child -> path + "/" + child);
        Optional<StorageEntry> entry =
                file.isPresent() ? storage.stat(file.get()).filter(StorageEntry::isFile) : Optional.empty();
        Optional<String> pointer = StoreNames.find(FilePointer.NAME, names);
        if (entry.isEmpty() && pointer.isEmpty()) {
            return Optional.empty();
        }
        boolean deep = path.chars().filter(c -> c == '/').count() > 1;
        long size = entry.map(StorageEntry::size).orElse(0L);
        Candidate candidate = new Candidate(
                path, name, index, entry.isPresent() ? file : Optional.empty(), size, deep, Optional.empty());
        try {
            SymbolKey.of(name, index);
        } catch (IllegalKeyException e) {
            return Optional.of(candidate.refused(String.valueOf(e.getMessage())));
        }
        if (pointer.isPresent()
                && storage.stat(path + "/" + pointer.get())
                        .filter(at -> !at.isFile() || at.size() > FilePointer.MAX_SIZE)
                        .isPresent()) {
            return Optional.of(candidate.refused("its file.ptr is too large to be a pointer"));
        }
        return Optional.of(candidate);
    }
}

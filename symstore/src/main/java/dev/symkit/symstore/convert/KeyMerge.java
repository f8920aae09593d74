// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes two directories of one key fit to be put together (symbol-store-format 9): one side, that of the highest id, gets the
 * references of both; of the other side goes what the first has too. A side without stored file leaves that of the other: a reference
 * may need it. The pointer follows from the newest reference, as ever. A repeated run comes to the same end wherever it was stopped.
 */
final class KeyMerge {
    private final StoreStorage storage;
    private final String name;
    private final Side source;
    private final Side target;

    KeyMerge(StoreStorage storage, String name, String from, String to) throws IOException {
        this.storage = storage;
        this.name = name;
        this.source = read(from);
        this.target = read(to);
    }

    /** What lies in one of the directories. */
    private record Side(
            String directory, RefsFile refs, List<String> stored, List<String> pointers, List<String> refsFiles) {
        String refsPath() {
            return refsFiles.isEmpty() ? directory + "/" + RefsFile.NAME : refsFiles.get(0);
        }
    }

    private Side read(String directory) throws IOException {
        List<String> stored = new ArrayList<>();
        List<String> pointers = new ArrayList<>();
        List<String> refs = new ArrayList<>();
        String compressed = StoreNames.compressed(name).orElse(name);
        for (String child : storage.list(directory).stream().sorted().toList()) {
            String path = directory + "/" + child;
            if (!storage.stat(path).map(StorageEntry::isFile).orElse(false)) {
                continue;
            }
            if (child.equalsIgnoreCase(name) || child.equalsIgnoreCase(compressed)) {
                stored.add(path);
            } else if (child.equalsIgnoreCase(FilePointer.NAME)) {
                pointers.add(path);
            } else if (child.equalsIgnoreCase(RefsFile.NAME)) {
                refs.add(path);
            }
        }
        RefsFile all = RefsFile.empty();
        for (String path : refs) {
            all = all.merge(storage.readAll(path, StoreView.MAX_TEXT)
                    .map(RefsFile::parse)
                    .orElse(RefsFile.empty()));
        }
        return new Side(directory, all, stored, pointers, refs);
    }

    void run() throws IOException {
        int order = source.refs().greatestId().compareTo(target.refs().greatestId());
        boolean sourceWins = order > 0 || (order == 0 && target.stored().isEmpty());
        Side winner = sourceWins ? source : target;
        Side loser = sourceWins ? target : source;
        RefsFile merged = winner.refs().merge(loser.refs());
        if (!merged.isEmpty()) {
            publish(winner.refsPath(), merged.bytes());
        }
        if (!winner.stored().isEmpty()) {
            removeAll(loser.stored());
        }
        boolean pointer =
                merged.last().map(RefsLine::kind).map(EntryKind.PTR::equals).orElse(true);
        if (!pointer) {
            removeAll(winner.pointers());
        }
        if (!pointer || !winner.pointers().isEmpty()) {
            removeAll(loser.pointers());
        }
        removeAll(loser.refsFiles());
    }

    private void publish(String path, byte[] content) throws IOException {
        Optional<StorageEntry> old = storage.stat(path);
        if (old.isPresent()
                && Arrays.equals(
                        content, storage.readAll(path, StoreView.MAX_TEXT).orElse(new byte[0]))) {
            return;
        }
        Condition condition =
                old.map(entry -> Condition.ifVersion(entry.version())).orElse(Condition.IF_ABSENT);
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage(path, StagedContent.of(content), Optional.empty());
            storage.sync(List.of(handle));
            Outcome outcome = storage.publish(handle, path, condition);
            if (outcome != Outcome.PUBLISHED) {
                throw new FileSystemException(path, null, outcome == Outcome.IN_USE ? "in use" : "changed meanwhile");
            }
        }
    }

    private void removeAll(List<String> paths) throws IOException {
        for (String path : paths) {
            Optional<StorageEntry> entry = storage.stat(path);
            if (entry.isPresent() && !storage.remove(path, entry.get().version())) {
                throw new FileSystemException(path, null, "in use");
            }
        }
    }
}

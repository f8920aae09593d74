// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 4 of an add, under the lock: the final paths, by the names in use, and what is there. Read by one thread at a time. */
final class Placement {
    private static final byte[] PORTABLE_MAGIC = {'B', 'S', 'J', 'B'};

    private final StoreStorage storage;
    private final StoreView view;
    private final Directories directories;
    private final Map<Prepared, Place> places = new HashMap<>();

    Placement(StoreStorage storage) {
        this.storage = storage;
        this.view = new StoreView(storage);
        this.directories = new Directories(storage);
    }

    /** Finds the places of all groups. Names are chosen in order, for one group may add a name that the next one uses. */
    void find(List<Prepared> groups, Tier tier, Parallel parallel) throws IOException {
        Map<Prepared, String> paths = new LinkedHashMap<>();
        for (Prepared group : groups) {
            SymbolKey key = group.first().key();
            String parent = tier == Tier.TWO ? directories.findOrAdd("", Tier.prefix(key.name())) : "";
            String nameDirectory = Directories.join(parent, directories.findOrAdd(parent, key.name()));
            paths.put(group, nameDirectory + "/" + directories.findOrAdd(nameDirectory, key.index()));
        }
        List<Place> found = parallel.map(List.copyOf(paths.values()), this::look);
        int at = 0;
        for (Prepared group : paths.keySet()) {
            places.put(group, found.get(at++));
        }
    }

    private Place look(String directory) throws IOException {
        String[] parts = directory.split("/", -1);
        String name = parts[parts.length - 2];
        Optional<String> stored = directories.find(directory, name);
        // Versions first: if a file is replaced between the two, its new content fails the condition on the old
        // version.
        Optional<StorageEntry> refsEntry =
                directories.find(directory, RefsFile.NAME).isPresent()
                        ? storage.stat(directory + "/" + RefsFile.NAME)
                        : Optional.empty();
        RefsFile refs = refsEntry.isPresent() ? view.refs(directory).orElse(RefsFile.empty()) : RefsFile.empty();
        Optional<StorageEntry> entry =
                stored.isPresent() ? storage.stat(directory + "/" + stored.get()) : Optional.empty();
        return new Place(directory, stored.orElse(name), refs, refsEntry, entry);
    }

    /** Where a group goes. */
    Place of(Prepared group) {
        Place place = places.get(group);
        if (place == null) {
            throw new IllegalStateException("no place for " + group.first().key());
        }
        return place;
    }

    /** Makes the key directory of a group; if that fails it is the error of each of its entries. */
    void makeDirectory(Prepared group) throws IOException {
        if (group.chosen() < 0) {
            return;
        }
        try {
            storage.makeDirectory(of(group).directory());
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            for (int i = 0; i < group.entries.size(); i++) {
                group.errors.putIfAbsent(i, PlanRunner.describe(e));
            }
        }
    }

    /** Whether a Windows PDB is stored there. */
    boolean isOtherThanPortable(Place place) throws IOException {
        if (place.stored().isEmpty() || place.stored().get().size() < PORTABLE_MAGIC.length) {
            return false;
        }
        byte[] magic = new byte[PORTABLE_MAGIC.length];
        try (StorageFile file = storage.open(place.path())) {
            file.read(0, magic, 0, magic.length);
        }
        return !Arrays.equals(magic, PORTABLE_MAGIC);
    }

    /** The compressed form of the stored file and the pointer, as far as they are there. */
    Map<String, StorageEntry> otherForms(Place place) throws IOException {
        List<String> names = new ArrayList<>(List.of(FilePointer.NAME));
        StoreNames.compressed(place.name()).ifPresent(names::add);
        Map<String, StorageEntry> forms = new LinkedHashMap<>();
        for (String name : names) {
            Optional<String> found = directories.find(place.directory(), name);
            if (found.isPresent()) {
                String path = place.directory() + "/" + found.get();
                storage.stat(path).ifPresent(entry -> forms.put(path, entry));
            }
        }
        return forms;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The renames a store needs to get to a tier, in their order. What an earlier run left in {@code convert.tmp} comes first on the way to
 * two tiers; there, entries whose name is that of a prefix come next, so that no prefix is made where an entry still lies.
 *
 * @param steps the renames
 */
record Plan(List<Step> steps) {

    /** How an entry gets to its place. */
    enum Way {
        /** By one rename. */
        DIRECT,
        /** By way of {@code convert.tmp}, for something that is to go away lies at its place, or is the entry itself. */
        PARKED,
        /** As {@link #PARKED}, but only the keys: the directory is a prefix too. */
        SPLIT
    }

    /**
     * One entry.
     *
     * @param name its name
     * @param from its directory
     * @param to where it is to go
     * @param keys for {@link Way#SPLIT}: what of {@code from} belongs to it
     */
    record Step(Way way, String name, String from, String to, List<String> keys) {
        /** Where it waits unless its way is direct. */
        String parked(StoreStorage storage) {
            return parking(storage) + "/" + name;
        }
    }

    /** The directory of parked entries. */
    static String parking(StoreStorage storage) {
        return storage.adminDirectory() + "/" + StoreNames.CONVERT_TMP;
    }

    static Plan of(StoreStorage storage, Tier tier) throws IOException {
        return new Plan(tier == Tier.TWO ? toTwo(storage) : toOne(storage));
    }

    /** Directories of the root that are entries or prefixes, sorted. */
    static List<String> roots(StoreStorage storage) throws IOException {
        return directories(storage, "").stream()
                .filter(name -> !name.equalsIgnoreCase(StoreNames.ADMIN) && !name.equalsIgnoreCase(StoreNames.SYMPROXY))
                .toList();
    }

    /** The names of the directories in a directory, sorted. */
    private static List<String> directories(StoreStorage storage, String parent) throws IOException {
        List<String> directories = new ArrayList<>();
        for (String name : storage.list(parent).stream().sorted().toList()) {
            if (RootDirectory.isDirectory(storage, parent.isEmpty() ? name : parent + "/" + name)) {
                directories.add(name);
            }
        }
        return directories;
    }

    private static List<Step> toTwo(StoreStorage storage) throws IOException {
        List<Step> early = new ArrayList<>();
        for (String name : directories(storage, parking(storage))) {
            early.add(step(Way.DIRECT, name, parking(storage) + "/" + name, twoTier(name)));
        }
        List<Step> late = new ArrayList<>();
        for (String name : roots(storage)) {
            if (!RootDirectory.canBePrefix(name)) {
                late.add(step(Way.DIRECT, name, name, twoTier(name)));
                continue;
            }
            RootDirectory directory = RootDirectory.read(storage, name);
            boolean ownPrefix = name.equalsIgnoreCase(Tier.prefix(name));
            if (directory.hasKeys() && directory.hasEntries()) {
                (ownPrefix ? early : late).add(new Step(Way.SPLIT, name, name, twoTier(name), directory.keys()));
            } else if (directory.hasKeys()) {
                (ownPrefix ? early : late).add(step(ownPrefix ? Way.PARKED : Way.DIRECT, name, name, twoTier(name)));
            }
        }
        return Stream.concat(early.stream(), late.stream()).toList();
    }

    private static List<Step> toOne(StoreStorage storage) throws IOException {
        Map<String, RootDirectory> prefixes = new HashMap<>();
        List<RootDirectory> inOrder = new ArrayList<>();
        for (String name : roots(storage)) {
            if (RootDirectory.canBePrefix(name)) {
                RootDirectory directory = RootDirectory.read(storage, name);
                prefixes.put(name, directory);
                inOrder.add(directory);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (RootDirectory prefix : inOrder) {
            for (String entry : prefix.entries()) {
                RootDirectory other = prefixes.get(entry);
                boolean inTheWay = entry.equalsIgnoreCase(prefix.name()) || (other != null && other.hasEntries());
                steps.add(step(inTheWay ? Way.PARKED : Way.DIRECT, entry, prefix.name() + "/" + entry, entry));
            }
        }
        for (String name : directories(storage, parking(storage))) {
            steps.add(step(Way.DIRECT, name, parking(storage) + "/" + name, name));
        }
        return steps;
    }

    private static Step step(Way way, String name, String from, String to) {
        return new Step(way, name, from, to, List.of());
    }

    private static String twoTier(String name) {
        return Tier.prefix(name) + "/" + name;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.StoreWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Collects what a walk through a store finds. Confined to one thread. */
final class Folders implements StoreWalk.Visitor {
    private final boolean allManaged;
    private final Leftovers leftovers;
    private final BooleanSupplier stopped;
    private final Map<Path, Draft> drafts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private record Draft(SymbolKey key, List<KeyFolder.Item> items) {}

    /**
     * Nothing yet.
     *
     * @param allManaged whether all directories of keys are managed by symstore
     */
    Folders(boolean allManaged, Leftovers leftovers, BooleanSupplier stopped) {
        this.allManaged = allManaged;
        this.leftovers = leftovers;
        this.stopped = stopped;
    }

    @Override
    public void file(SymbolKey key, Path path, BasicFileAttributes attributes) {
        Path directory = path.resolveSibling("").normalize();
        drafts.computeIfAbsent(directory, unused -> new Draft(key, new ArrayList<>()))
                .items()
                .add(new KeyFolder.Item(
                        String.valueOf(path.getFileName()),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis(),
                        attributes.isRegularFile()));
    }

    @Override
    public void stray(Path path, BasicFileAttributes attributes) {
        leftovers.look(path, attributes.lastModifiedTime().toMillis()).ifPresent(problems::add);
    }

    @Override
    public void unreadable(Path directory, IOException reason) {
        problems.add(Problem.open(Problem.Kind.UNREADABLE, directory, FileProblems.reason(reason, directory)));
    }

    @Override
    public boolean stopped() {
        return stopped.getAsBoolean();
    }

    /** How many directories of keys there are. */
    int size() {
        return drafts.size();
    }

    /** The directories of keys; forgets them. */
    List<KeyFolder> take() {
        List<KeyFolder> all = new ArrayList<>();
        drafts.forEach((directory, draft) -> all.add(new KeyFolder(
                draft.key(),
                directory,
                draft.items(),
                allManaged || draft.items().stream().anyMatch(KeyFolder.Item::isReferences))));
        drafts.clear();
        return all;
    }

    /** What is wrong outside of directories of keys; forgets it. */
    List<Problem> takeProblems() {
        List<Problem> all = List.copyOf(problems);
        problems.clear();
        return all;
    }
}

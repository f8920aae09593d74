// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.parallel.Parallel;
import dev.symkit.symproxy.disk.Quarantine;
import dev.symkit.symproxy.disk.StoreWalk;
import dev.symkit.symproxy.evict.ManagedStore;
import dev.symkit.symproxy.server.DirectoryParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Examines a directory, and mends it: leftovers of dead writers, empty files, files that are not what their key says, twins that differ only
 * by case. What symstore manages, directories of keys with {@code refs.ptr}, is only looked at. A server may run on the directory: it finds
 * files again that were moved, and fetches those again that were taken away.
 */
public final class Fsck {
    /** So many directories of keys are looked at together. */
    private static final int CHUNK = 4096;

    private static final String LOST = "the lock of the store was lost";

    private final DirectoryParts directory;
    private final How how;
    private final Listener listener;
    private final Leftovers leftovers;
    private final FileProblems files;
    private final ManagedStore store;
    private long problems;
    private long repaired;

    /**
     * How it is done.
     *
     * @param repair whether to mend what can be mended
     * @param jobs how many files are looked at together
     * @param clock tells what is old
     * @param cancelled ends it
     */
    public record How(boolean repair, int jobs, Clock clock, BooleanSupplier cancelled) {}

    /** Hears what is found. */
    public interface Listener {
        /** Something is wrong, or was. */
        void problem(Problem problem);

        /** So much was looked at since the last time; called from several threads. */
        void examined(long moreFiles, long moreBytes);
    }

    /**
     * What came of it.
     *
     * @param problems that were found
     * @param repaired how many of them are solved
     */
    public record Totals(long problems, long repaired) {
        /** Whether nothing is wrong any more. */
        public boolean isClean() {
            return problems == repaired;
        }
    }

    private Fsck(DirectoryParts directory, How how, Listener listener) {
        this.directory = directory;
        this.how = how;
        this.listener = listener;
        this.leftovers = new Leftovers(how.clock());
        this.files = new FileProblems(leftovers);
        this.store = new ManagedStore(directory.root(), how.clock());
    }

    /**
     * Examines a directory of the configuration.
     *
     * @throws IOException if the store cannot be locked for mending
     */
    public static Totals run(DirectoryParts directory, How how, Listener listener) throws IOException {
        return new Fsck(directory, how, listener).run();
    }

    private Totals run() throws IOException {
        Path root = directory.root();
        if (!Files.isDirectory(root)) {
            tell(Problem.open(Problem.Kind.UNREADABLE, root, "is not there, or no directory"));
            return new Totals(problems, repaired);
        }
        walk(root, store.isWithoutReferences());
        Path unpacked = directory.place().unpacked();
        if (!unpacked.equals(root) && Files.isDirectory(unpacked)) {
            walk(unpacked, false);
        }
        leftovers(new OwnFiles(root, leftovers).look(directory.place().temporary()));
        return new Totals(problems, repaired);
    }

    private void walk(Path root, boolean managed) throws IOException {
        Folders folders = new Folders(managed, leftovers, how.cancelled());
        StoreWalk walk = new StoreWalk(root, name -> true, folders);
        Map<String, List<Path>> together = new TreeMap<>(); // twins are looked at together
        for (Path top : walk.tops()) {
            String name = String.valueOf(top.getFileName()).toLowerCase(Locale.ROOT);
            together.computeIfAbsent(name, unused -> new ArrayList<>()).add(top);
        }
        for (List<Path> tops : together.values()) {
            tops.forEach(walk::below);
            if (folders.size() >= CHUNK) {
                examine(root, folders);
            }
        }
        examine(root, folders);
    }

    private void examine(Path root, Folders folders) throws IOException {
        if (how.cancelled().getAsBoolean()) {
            throw new CancellationException();
        }
        leftovers(folders.takeProblems());
        List<KeyFolder> all = folders.take();
        List<FileProblems.Finding> findings = new ArrayList<>();
        new Parallel(how.jobs(), how.cancelled()).map(all, this::look).forEach(findings::addAll);
        Twins.Found twins = new Twins(root, directory.place().canonical()).of(all);
        if (!how.repair()) {
            findings.forEach(
                    each -> tell(each.folder().managed() ? each.problem().kept(FileMending.MANAGED) : each.problem()));
            twins.problems().forEach(this::tell);
            twins.duplicates().forEach(each -> tell(each.problem()));
        } else if (!findings.isEmpty() || !twins.isEmpty()) {
            mend(root, findings, twins);
        }
    }

    private List<FileProblems.Finding> look(KeyFolder folder) {
        List<FileProblems.Finding> found = files.of(folder);
        listener.examined(folder.items().size(), folder.bytes());
        return found;
    }

    /** In a store that symstore writes to, under its lock: so no entry becomes managed while it is mended. */
    private void mend(Path root, List<FileProblems.Finding> findings, Twins.Found twins) throws IOException {
        if (store.exists()) {
            store.locked("symproxy fsck", lock -> mend(root, findings, twins, lock::stillHeld))
                    .forEach(this::tell);
        } else {
            mend(root, findings, twins, () -> true).forEach(this::tell);
        }
    }

    private interface Held {
        boolean isHeld() throws IOException;
    }

    private List<Problem> mend(Path root, List<FileProblems.Finding> findings, Twins.Found twins, Held lock)
            throws IOException {
        FileMending mending = new FileMending(root, leftovers, new Quarantine(directory.root(), how.clock()));
        List<Problem> after = new ArrayList<>();
        for (FileProblems.Finding each : findings) {
            after.add(lock.isHeld() ? mending.mend(each) : each.problem().kept(LOST));
        }
        if (lock.isHeld()) {
            after.addAll(new TwinMending(root).mend(twins));
        } else {
            twins.problems().forEach(each -> after.add(each.kept(LOST)));
        }
        return after;
    }

    private void leftovers(List<Problem> found) {
        for (Problem each : found) {
            boolean mends = how.repair() && each.kind() == Problem.Kind.LEFTOVER;
            tell(mends ? leftovers.remove(each) : each);
        }
    }

    private void tell(Problem problem) {
        problems++;
        repaired += problem.repaired() ? 1 : 0;
        listener.problem(problem);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.format.io.FormatException;
import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.AdoptRequest;
import dev.symkit.store.tx.AdoptResult;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code symstore adopt}: makes one transaction of everything in a tree that no transaction refers to (our choice). Nothing is copied
 * or moved: key directories get a {@code refs.ptr}, the tree gets 000Admin. In a store that is managed already that is whatever others
 * put there, a symbol server client for one.
 */
public final class AdoptTree {

    /**
     * One adoption.
     *
     * @param target the tree
     * @param product {@code /t}
     * @param version {@code /v}, empty if absent
     * @param comment {@code /c}, empty if absent
     * @param check whether stored files are read, and those left out that are not what their directory says
     */
    public record Request(StoreTarget target, String product, String version, String comment, boolean check) {}

    /**
     * One key directory.
     *
     * @param name the stored file's name
     * @param key its index string
     * @param symbolClass {@code bin}, {@code pri}, {@code pub}, {@code typ}, {@code dbg}; empty if it is left out
     * @param path the directory, as it is shown
     * @param problem why it is left out; empty if it is adopted
     */
    public record Directory(String name, String key, String symbolClass, String path, String problem) {}

    /**
     * A finished adoption.
     *
     * @param id its transaction; empty if there was nothing to adopt
     * @param directories every key directory that no transaction referred to, in path order
     * @param files stored files adopted
     * @param pointers pointers adopted
     */
    public record Report(String id, List<Directory> directories, long files, long pointers) {
        /** Number of directories that are left out. */
        public long errors() {
            return directories.stream()
                    .filter(each -> !each.problem().isEmpty())
                    .count();
        }
    }

    /** Told what the run is doing. Reading is told of from several threads. */
    public interface Listener extends ReadingListener, TransactionListener {}

    /** Adopts the tree. Without any key directory nothing is done. */
    public Report run(Request request, Listener listener) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage storage = target.open()) {
            if (storage.stat("").filter(StorageEntry::isDirectory).isEmpty()) {
                throw new StoreException(
                        StoreException.Reason.NOT_A_STORE, "'" + target.store() + "' is not a directory.");
            }
            return run(request, storage, listener);
        }
    }

    /** Adopts a tree that is open. */
    public static Report run(Request request, StoreStorage storage, Listener listener) throws IOException {
        StoreTarget target = request.target();
        StoreEngine engine = target.engine(storage, listener);
        engine.recover(); // an earlier adoption may be unfinished
        Parallel parallel = target.parallel();
        UnmanagedTree.Scan scan = new UnmanagedTree(storage, parallel).scan();
        long bytes = scan.candidates().stream()
                .mapToLong(UnmanagedTree.Candidate::size)
                .sum();
        listener.reading(scan.candidates().size(), bytes);
        AdoptionCheck check = new AdoptionCheck(new StoredIdentity(storage));
        List<AdoptionCheck.Answer> answers = parallel.map(scan.candidates(), candidate -> {
            AdoptionCheck.Answer answer = request.check() ? check.read(candidate) : check.assume(candidate);
            listener.read(1, candidate.size());
            return answer;
        });
        return adopt(request, engine, storage.separator(), scan, answers);
    }

    private static Report adopt(
            Request request,
            StoreEngine engine,
            String separator,
            UnmanagedTree.Scan scan,
            List<AdoptionCheck.Answer> answers)
            throws IOException {
        List<AdoptRequest.Entry> entries = new ArrayList<>();
        for (AdoptionCheck.Answer answer : answers) {
            if (answer.problem().isEmpty()) {
                entries.add(new AdoptRequest.Entry(answer.candidate().directory(), answer.symbolClass()));
            }
        }
        String store = request.target().store();
        AdoptResult result = new AdoptResult(TransactionId.NONE, List.of(), List.of());
        if (!entries.isEmpty()) {
            String root = StoreStorages.absolute(store, request.target().workingDirectory());
            result = engine.adopt(new AdoptRequest(
                    request.product(),
                    request.version(),
                    request.comment(),
                    entries,
                    scan.markTwoTier(),
                    path -> StoreTarget.shown(root, path, separator)));
        }
        Map<String, String> later = new HashMap<>();
        result.leftOut().forEach(directory -> later.put(directory, "it was changed while the tree was adopted"));
        List<Directory> directories = new ArrayList<>();
        for (AdoptionCheck.Answer answer : answers) {
            UnmanagedTree.Candidate candidate = answer.candidate();
            String problem = answer.problem().orElse(later.getOrDefault(candidate.directory(), ""));
            directories.add(new Directory(
                    candidate.name(),
                    candidate.index(),
                    problem.isEmpty() ? answer.symbolClass() : "",
                    StoreTarget.shown(store, candidate.directory(), separator),
                    problem));
        }
        return new Report(
                result.id().equals(TransactionId.NONE) ? "" : result.id().text(),
                directories,
                result.adopted().stream().filter(AdoptResult.Adopted::file).count(),
                result.adopted().stream().filter(AdoptResult.Adopted::pointer).count());
    }

    /** Tells whether key directories hold what they say. Thread-safe. */
    private record AdoptionCheck(StoredIdentity identities) {

        /**
         * What was found out about one candidate.
         *
         * @param symbolClass what its reference records
         * @param problem why it cannot be adopted
         */
        record Answer(UnmanagedTree.Candidate candidate, String symbolClass, Optional<String> problem) {}

        Answer assume(UnmanagedTree.Candidate candidate) {
            return new Answer(candidate, MergeSource.byName(candidate.name()).text(), candidate.problem());
        }

        Answer read(UnmanagedTree.Candidate candidate) throws IOException {
            if (candidate.problem().isPresent() || candidate.stored().isEmpty()) {
                return assume(candidate);
            }
            Optional<FileIdentity> identity;
            try {
                identity = identities.read(candidate.stored().get(), candidate.name());
            } catch (FormatException e) {
                return e.kind() == FormatException.Kind.UNSUPPORTED
                        ? assume(candidate)
                        : refused(candidate, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return refused(candidate, Failure.describe(e));
            }
            if (identity.isEmpty()) {
                return candidate.index().contains("-") // the form of keys for other kinds of files
                        ? assume(candidate)
                        : refused(candidate, "the file is of no kind that has such a key");
            }
            return identity.get().hasIndex(candidate.index())
                    ? new Answer(candidate, identity.get().symbolClass().text(), Optional.empty())
                    : refused(
                            candidate,
                            "the key of the file is "
                                    + String.join(" or ", identity.get().indexes()));
        }

        private static Answer refused(UnmanagedTree.Candidate candidate, String problem) {
            return new Answer(candidate, "", Optional.of(problem));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.layout.RefsFile;
import dev.symkit.symproxy.disk.EmptyDirectories;
import dev.symkit.symsrv.cache.PutInPlace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts twins together. No file ever takes the place of another: of two with the same bytes one is deleted, two that differ stay where they
 * are.
 *
 * @param root of the store, which stays
 */
record TwinMending(Path root) {
    private static final int TRIES = 3;

    /** Merges what was found; gives what became of the problems. */
    List<Problem> mend(Twins.Found found) {
        List<Problem> after = new ArrayList<>();
        found.duplicates().forEach(each -> after.add(mend(each)));
        Map<Path, String> reasons = new TreeMap<>();
        for (Twins.Merge each : found.merges()) {
            merge(each).ifPresent(reason -> reasons.put(each.from().directory(), reason));
        }
        for (Problem each : found.problems()) {
            Optional<String> reason = reasons.entrySet().stream()
                    .filter(one -> one.getKey().startsWith(each.path()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            boolean gone = !Files.exists(each.path(), LinkOption.NOFOLLOW_LINKS);
            after.add(gone ? each.fixed("merged") : each.kept(reason.orElse("something else is in it")));
        }
        return after;
    }

    private static Problem mend(Twins.Duplicate twin) {
        Problem problem = twin.problem();
        if (twin.folder().isManagedNow()) {
            return problem.kept(FileMending.MANAGED);
        }
        try {
            if (Files.mismatch(problem.path(), twin.keep()) >= 0) {
                return problem.kept("their bytes differ");
            }
            Files.delete(problem.path());
            return problem.fixed("deleted, for it has the same bytes");
        } catch (NoSuchFileException e) {
            return problem.fixed("one of them is gone");
        } catch (IOException e) {
            return problem.kept(FileProblems.reason(e, problem.path()));
        }
    }

    /** Merges one; gives why something stays. */
    private Optional<String> merge(Twins.Merge merge) {
        KeyFolder from = merge.from();
        if (from.isManagedNow() || Files.exists(merge.to().resolve(RefsFile.NAME))) {
            return Optional.of(FileMending.MANAGED);
        }
        Optional<String> reason = Optional.empty();
        try {
            Files.createDirectories(merge.to());
            for (Path file : list(from.directory())) {
                Optional<String> stays = move(file, merge);
                reason = reason.or(() -> stays);
            }
        } catch (NoSuchFileException e) {
            reason = Optional.of("something went meanwhile");
        } catch (IOException e) {
            reason = Optional.of(FileProblems.reason(e, from.directory()));
        }
        EmptyDirectories.delete(from.directory(), root);
        EmptyDirectories.delete(merge.to(), root); // if nothing came
        return reason;
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw new IOException(directory + ": " + e.getCause(), e);
        }
        return files;
    }

    private static Optional<String> move(Path file, Twins.Merge merge) throws IOException {
        String leaf = String.valueOf(file.getFileName());
        if (Leftovers.isTemporary(leaf)) {
            return Optional.of(file + " is being written");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file + " is no file");
        }
        Path name = merge.to().resolveSibling("");
        Path target = merge.to().resolve(MergeName.of(merge.from().key(), name, leaf));
        for (int tries = 1; tries <= TRIES; tries++) {
            Optional<Path> other = sameName(target);
            if (other.isPresent()) {
                if (Files.mismatch(file, other.get()) >= 0) {
                    return Optional.of(file + " and " + other.get() + " differ");
                }
                Files.delete(file);
                return Optional.empty();
            }
            if (PutInPlace.ifAbsent(file, target)) {
                return Optional.empty();
            }
        }
        return Optional.of(target + " comes and goes");
    }

    private static Optional<Path> sameName(Path target) throws IOException {
        String wanted = String.valueOf(target.getFileName());
        return list(target.resolveSibling("")).stream()
                .filter(each -> String.valueOf(each.getFileName()).equalsIgnoreCase(wanted))
                .findFirst();
    }
}

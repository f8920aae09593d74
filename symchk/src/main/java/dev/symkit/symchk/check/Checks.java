// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.parallel.Parallel;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.files.Exclusions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks many items, several at the same time. What comes of them is told in their order.
 *
 * @param checker checks images
 * @param jobs how many at the same time
 * @param skipped items that are not looked at at all ({@code /ea})
 * @param forgiven items whose failures are neither told nor counted ({@code /ee})
 */
public record Checks(Checker checker, int jobs, Exclusions skipped, Exclusions forgiven) {
    /** So many results are kept until they are told. */
    private static final int AHEAD = 256;

    /** Hears what comes of items, one after the other. */
    @FunctionalInterface
    public interface Sink {
        /** An item is done. Symbol files that were only kept for it are deleted when this returns. */
        void accept(Answer answer) throws IOException;
    }

    /**
     * Looks at all items.
     *
     * @throws java.util.concurrent.CancellationException if the user stopped it; what is done was told
     */
    public void run(List<Item> items, Sink sink) throws IOException {
        List<Item> all =
                items.stream().filter(item -> !skipped.hold(item.path())).toList();
        new Parallel(jobs, checker.cancelled()).inOrder(all, AHEAD, this::look, answer -> {
            try {
                sink.accept(answer);
            } finally {
                clean(answer);
            }
        });
    }

    private static void clean(Answer answer) throws IOException {
        if (answer.result().isPresent()) {
            CheckResult result = answer.result().get();
            for (SymbolFile<?> file : List.of(result.pdb(), result.dbg()).stream()
                    .flatMap(Optional::stream)
                    .filter(SymbolFile::temporary)
                    .toList()) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    private Answer look(Item item) throws IOException {
        long start = System.nanoTime();
        boolean silent = forgiven.hold(item.path());
        Candidate candidate;
        try {
            candidate = item.read();
        } catch (IOException e) {
            return unread(item, e, silent, since(start));
        }
        if (candidate instanceof Candidate.Program program) {
            CheckResult result = checker.check(new Subject(item.path(), program.facts(), item.searched()));
            return new Answer(
                    item, result.status(), result.reason(), result.text(), Optional.of(result), silent, since(start));
        }
        Candidate.Other other = (Candidate.Other) candidate;
        Status status = other.failsIfNamed() && item.named() ? Status.FAILED : Status.IGNORED;
        return new Answer(item, status, Reason.NOT_CHECKED, other.reason(), Optional.empty(), silent, since(start));
    }

    private static Answer unread(Item item, IOException problem, boolean silent, Duration took) {
        String why = problem instanceof AccessDeniedException
                ? "access denied"
                : problem instanceof NoSuchFileException ? "it does not exist" : String.valueOf(problem.getMessage());
        return new Answer(
                item, Status.FAILED, Reason.UNREADABLE, "cannot be read: " + why, Optional.empty(), silent, took);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

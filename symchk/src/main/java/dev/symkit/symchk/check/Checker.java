// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CodeView;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.facts.DbgFacts;
import dev.symkit.symchk.facts.ImageFacts;
import dev.symkit.symchk.facts.PdbFacts;
import dev.symkit.symchk.facts.PdbReader;
import dev.symkit.symchk.search.CollectedTrace;
import dev.symkit.symchk.search.SymbolPlace;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.FileFilter;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Checks images one by one (symchk.md 4.2). Thread-safe.
 *
 * @param places where symbols are looked for, in order
 * @param rules what has to hold
 * @param cancelled whether to stop
 */
public record Checker(List<SymbolPlace> places, Rules rules, BooleanSupplier cancelled) {
    /** Copies the list. */
    public Checker {
        places = List.copyOf(places);
    }

    /**
     * Checks an image.
     *
     * @throws CancellationException if the user stopped it
     * @throws IOException if a file that was found cannot be deleted
     */
    public CheckResult check(Subject subject) throws IOException {
        return new Run(subject).result();
    }

    /** Reads what a file says. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ByteSource source) throws IOException;
    }

    /**
     * A file that is looked for.
     *
     * @param name of the file
     * @param index its index string
     * @param filter what it has to be beyond that
     * @param reader reads what it says
     * @param accepts whether it is the right one by what it says
     */
    private record Wish<T>(String name, String index, FileFilter filter, Reader<T> reader, Predicate<T> accepts) {}

    /** The check of one image. */
    private final class Run {
        private final Subject subject;
        private final ImageFacts facts;
        private final List<Searched> searches = new ArrayList<>();
        private Optional<SymbolFile<PdbFacts>> pdb = Optional.empty();
        private Optional<SymbolFile<DbgFacts>> dbg = Optional.empty();

        /** A file of the name was there, but not the right one. */
        private boolean otherFile;

        Run(Subject subject) {
            this.subject = subject;
            this.facts = subject.facts();
        }

        CheckResult result() throws IOException {
            if (facts.pdb().isEmpty() && !facts.hasDbgData()) {
                return rules.needsDebugData()
                        ? failed(Reason.NO_DEBUG_DATA, "Built without debugging information.")
                        : passed();
            }
            if (facts.hasDbgData()) {
                Optional<CheckResult> broken = checkDbg();
                if (broken.isPresent()) {
                    return broken.get();
                }
            }
            return facts.pdb().isPresent() ? checkPdb(facts.pdb().get()) : passed();
        }

        private Optional<CheckResult> checkDbg() throws IOException {
            boolean points = facts.stripped() || facts.dbgName().isPresent();
            return switch (rules.dbg()) {
                case NONE -> Optional.of(failed(Reason.RULE, "DBG data or DBG pointer present"));
                case INSIDE ->
                    points || !facts.debugInside()
                            ? Optional.of(failed(Reason.RULE, "DBG data expected inside the image"))
                            : Optional.empty();
                case SPLIT -> points ? findDbg() : Optional.empty();
            };
        }

        /** A DBG file is wanted where the data was taken out of the image. */
        private Optional<CheckResult> findDbg() throws IOException {
            String stem = Subject.stem(subject.name());
            String name = facts.dbgName().map(SymbolKey::fileName).orElse(stem + ".dbg");
            Wish<DbgFacts> wish = new Wish<>(name, facts.imageIndex(), FileFilter.ANY, DbgFacts::read, any -> true);
            for (SymbolPlace place : places) {
                CollectedTrace trace = new CollectedTrace(cancelled);
                Optional<SymbolFile<DbgFacts>> found = find(place, wish, trace);
                searches.add(new Searched(place.text(), trace.lines(), Optional.empty()));
                boolean matches = found.isPresent() && matches(found.get().facts());
                if (matches || dbg.isEmpty()) {
                    dbg = found;
                }
                if (matches) {
                    return Optional.empty();
                }
            }
            if (dbg.isEmpty() && !otherFile) {
                return Optional.of(failed(
                        Reason.MISSING, "Image is split correctly, but " + Subject.stem(name) + ".dbg is missing"));
            }
            if (dbg.isEmpty() || dbg.get().facts().timestamp() != facts.timestamp()) {
                return Optional.of(failed(Reason.MISSING, Subject.stem(name) + ".dbg mismatched or not found"));
            }
            return Optional.of(failed(Reason.MISSING, "Checksum doesn't match with " + Subject.stem(name) + ".DBG"));
        }

        private boolean matches(DbgFacts found) {
            return found.timestamp() == facts.timestamp() && found.checksum() == facts.checksum();
        }

        private CheckResult checkPdb(PdbReference wanted) throws IOException {
            if (wanted.portable()
                    && facts.embedded().isPresent()
                    && facts.embedded().equals(facts.pdbGuid())) {
                return passed();
            }
            CodeView record = facts.codeView().orElseThrow();
            Wish<PdbFacts> wish = new Wish<>(
                    wanted.name(),
                    wanted.index(),
                    rules.only().filter(),
                    PdbReader::read,
                    found -> found.is(record, wanted.portable()));
            for (SymbolPlace place : places) {
                CollectedTrace trace = new CollectedTrace(cancelled);
                pdb = find(place, wish, trace);
                searches.add(new Searched(place.text(), trace.lines(), pdb));
                if (pdb.isPresent()) {
                    Optional<String> broken =
                            rules.pdb().broken(wanted.name(), pdb.get().facts());
                    return broken.isPresent() ? failed(Reason.RULE, broken.get()) : passed();
                }
            }
            return failed(Reason.MISSING, wanted.name() + " mismatched or not found");
        }

        /** A file of a place that can be read and is accepted. */
        private <T> Optional<SymbolFile<T>> find(SymbolPlace place, Wish<T> wish, CollectedTrace trace)
                throws IOException {
            LookupRequest request;
            try {
                request = LookupRequest.of(SymbolKey.of(wish.name(), wish.index()))
                        .withImage(subject.name())
                        .withFilter(wish.filter());
            } catch (IllegalKeyException e) {
                return Optional.empty();
            }
            Optional<String> checksum = facts.pdbChecksum();
            LookupResult result =
                    place.find(checksum.isPresent() ? request.withChecksum(checksum.get()) : request, trace);
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            if (!(result instanceof LookupResult.Found found)) {
                otherFile |= result.attempts().stream().anyMatch(Attempt::isMismatch);
                return Optional.empty();
            }
            Optional<T> says = read(found.path(), wish.reader(), trace).filter(wish.accepts());
            if (says.isEmpty() && found.temporary()) {
                Files.deleteIfExists(found.path());
            }
            return says.map(each -> new SymbolFile<>(found.path(), found.temporary(), each));
        }

        private static <T> Optional<T> read(Path path, Reader<T> reader, CollectedTrace trace) throws IOException {
            try (ByteSource source = FileByteSource.open(path)) {
                return Optional.of(reader.read(source));
            } catch (FormatException e) {
                trace.trace("DBGHELP: " + path + " - " + e.getMessage());
                return Optional.empty();
            }
        }

        private CheckResult passed() {
            return result(Status.PASSED, Reason.NONE, "");
        }

        private CheckResult failed(Reason reason, String text) {
            return result(Status.FAILED, reason, text);
        }

        private CheckResult result(Status status, Reason reason, String text) {
            return new CheckResult(subject, status, reason, text, pdb, dbg, searches);
        }
    }
}

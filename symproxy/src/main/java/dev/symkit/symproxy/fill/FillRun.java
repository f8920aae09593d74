// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.fill.FillListener.Outcome;
import dev.symkit.symproxy.miss.MissLifetime;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One search of a key, upstream by upstream (symproxy.md 10). Confined to the thread that runs it. */
final class FillRun {
    private static final long LOOK_MILLIS = 100;

    private final FillService service;
    private final FillPlace place;
    private final Flight flight;
    private final SymbolKey asked;
    private final boolean onlyLook;
    private final Consumer<Path> kept;
    private final AtomicBoolean found = new AtomicBoolean();
    private final List<Upstream> missed = new ArrayList<>();
    private boolean unavailable;

    /**
     * A search.
     *
     * @param asked the key as the client spells it
     * @param onlyLook whether the file stays where it is
     * @param kept hears of a file from upstream that is in the directory now
     */
    FillRun(
            FillService service,
            FillPlace place,
            Flight flight,
            SymbolKey asked,
            boolean onlyLook,
            Consumer<Path> kept) {
        this.service = service;
        this.place = place;
        this.flight = flight;
        this.asked = asked;
        this.onlyLook = onlyLook;
        this.kept = kept;
    }

    /** Searches, and gives what came of it. */
    FillResult run(List<Source> sources) {
        SymbolKey key = flight.key();
        long stamp = service.misses().stamp(key);
        List<Source> wanted = sources.stream().filter(this::isWorthAsking).toList();
        Optional<FillResult> result =
                service.settings().hedged() && wanted.size() > 1 ? hedged(wanted) : inTurn(wanted);
        if (result.isPresent()) {
            return result.get();
        }
        if (unavailable || flight.isCancelled()) {
            return new FillResult.Unavailable();
        }
        for (Upstream upstream : missed) {
            service.misses().add(upstream.missPlace(place.name()), key, upstream.misses(), stamp);
        }
        MissLifetime shortest = sources.stream()
                .flatMap(source -> source.upstream().stream())
                .filter(upstream -> upstream.wants(key.name()))
                .map(Upstream::misses)
                .min(Comparator.comparing(MissLifetime::first))
                .orElse(service.settings().misses());
        Duration remembered = service.misses().add(place.name(), key, shortest, stamp);
        service.listener().missed(place.name(), key);
        return new FillResult.Missing(remembered);
    }

    private boolean isWorthAsking(Source source) {
        if (source.upstream().isEmpty()) {
            return true;
        }
        Upstream upstream = source.upstream().get();
        return upstream.wants(flight.key().name())
                && service.misses()
                        .remaining(upstream.missPlace(place.name()), flight.key())
                        .isEmpty();
    }

    private Optional<FillResult> inTurn(List<Source> sources) {
        for (Source source : sources) {
            Optional<FillResult> result = note(source, ask(source), sources.size());
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    private record Answered(Source source, @Nullable Answer answer) {}

    /** Asks the next one too when one is slow; the first file counts, the other searches end. */
    private Optional<FillResult> hedged(List<Source> sources) {
        BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
        int begun = 0;
        int over = 0;
        long patience = service.settings().hedgeDelay().toMillis();
        long since = System.nanoTime();
        Optional<FillResult> result = Optional.empty();
        while (over < sources.size()) {
            boolean next = begun == over
                    || (isSlow(since, patience) && flight.arriving().isEmpty());
            if (begun < sources.size() && next && result.isEmpty()) {
                Source source = sources.get(begun++);
                since = System.nanoTime();
                service.helpers().execute(() -> answers.add(new Answered(source, ask(source))));
            }
            Answered answered = poll(answers);
            if (answered != null) {
                over++;
                Optional<FillResult> one = note(answered.source(), answered.answer(), sources.size());
                result = result.or(() -> one);
            }
            if (result.isPresent() && over == begun) {
                return result;
            }
        }
        return result;
    }

    private static boolean isSlow(long since, long patience) {
        return System.nanoTime() - since >= TimeUnit.MILLISECONDS.toNanos(patience);
    }

    private static @Nullable Answered poll(BlockingQueue<Answered> answers) {
        boolean interrupted = false;
        try {
            return answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What a source answered, and what of it can be told. */
    private record Answer(UpstreamAnswer said, Optional<FillResult> result) {}

    /** Asks one source; null if it is left alone just now. */
    private @Nullable Answer ask(Source source) {
        if (source.upstream().isEmpty()) {
            return search(source, System.nanoTime());
        }
        Upstream upstream = source.upstream().get();
        if (!upstream.health().mayAsk()) {
            return null;
        }
        boolean told = false;
        try {
            if (!enter(upstream)) {
                return new Answer(UpstreamAnswer.NOT_WANTED, Optional.empty());
            }
            try {
                long since = System.nanoTime();
                Answer answer = search(source, since);
                tell(upstream, answer, Duration.ofNanos(System.nanoTime() - since));
                told = true;
                return answer;
            } finally {
                upstream.places().release();
            }
        } finally {
            if (!told) {
                upstream.health().unknown();
            }
        }
    }

    private boolean enter(Upstream upstream) {
        try {
            while (!isToStop()) {
                if (upstream.places().tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isToStop() {
        return found.get() || flight.isToStop(service.settings().finishedUpTo());
    }

    private Answer search(Source source, long since) {
        try (FillWatch watch = new FillWatch(
                flight.key(), this::isToStop, service.readers(), file -> flight.arrives(file, source.name()))) {
            LookupResult result = onlyLook
                    ? source.search().look(asked, watch)
                    : source.search().find(asked, watch);
            UpstreamAnswer said = UpstreamAnswer.of(result, watch.size());
            if (said.outcome() == Outcome.ERROR && place.isFull(watch.size())) {
                return new Answer(UpstreamAnswer.NO_SPACE, Optional.of(new FillResult.NoSpace()));
            }
            if (said.outcome() != Outcome.FOUND) {
                return new Answer(said, Optional.empty());
            }
            if (said.file().isEmpty()) {
                return new Answer(said, Optional.of(there(source, watch.size(), since)));
            }
            LookupResult.Found file = said.file().orElseThrow();
            FillResult told = file.temporary() ? passOn(file.path(), source.name()) : keep(file.path(), source);
            found.set(true);
            watch.complete();
            Duration took = Duration.ofNanos(System.nanoTime() - since);
            service.listener()
                    .searched(place.name(), source.name(), flight.key(), Outcome.FOUND, took, size(file.path()), "");
            return new Answer(said, Optional.of(told));
        } catch (IOException e) {
            UpstreamAnswer said =
                    new UpstreamAnswer(Outcome.ERROR, Optional.empty(), 0, String.valueOf(e.getMessage()));
            return new Answer(said, Optional.empty());
        }
    }

    private FillResult there(Source source, long size, long since) throws IOException {
        found.set(true);
        if (onlyLook) {
            return new FillResult.There(size, source.name(), Optional.empty());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        service.listener().searched(place.name(), source.name(), flight.key(), Outcome.FOUND, took, 0, "");
        return new FillResult.There(size, source.name(), source.search().signed(asked));
    }

    private FillResult keep(Path file, Source source) {
        service.listener().stored(place.name(), flight.key(), file);
        if (source.isOutside()) {
            kept.accept(file);
        }
        return new FillResult.Stored(file, source.name());
    }

    /** Lets those who wait read a file that has no place of its own; it is gone when the last has read it. */
    private FillResult passOn(Path file, String upstream) throws IOException {
        service.listener().notKept(place.name(), flight.key());
        return new FillResult.Arriving(GrowingFile.last(file, service.readers()), upstream);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // it is gone already, or was only passed on
        }
    }

    private void tell(Upstream upstream, Answer answer, Duration took) {
        UpstreamAnswer said = answer.said();
        UpstreamHealth.Change change = switch (said.outcome()) {
            case FOUND, REJECTED -> upstream.health().answered(Duration.ZERO);
            case MISS -> upstream.health().answered(took);
            case ERROR -> upstream.health().failed();
            case CANCELLED -> UpstreamHealth.Change.NONE;
        };
        if (said.outcome() == Outcome.CANCELLED) {
            upstream.health().unknown();
        }
        if (said.outcome() != Outcome.FOUND) {
            service.listener()
                    .searched(place.name(), upstream.name(), flight.key(), said.outcome(), took, 0, said.reason());
        }
        if (change != UpstreamHealth.Change.NONE) {
            service.listener()
                    .blackout(upstream.name(), upstream.health().blackout().orElse(Duration.ZERO));
        }
    }

    /** Notes what a source answered; gives what can be told because of it. */
    private Optional<FillResult> note(Source source, @Nullable Answer answer, int sources) {
        if (answer == null) {
            unavailable = true;
            return Optional.empty();
        }
        switch (answer.said().outcome()) {
            case FOUND -> {
                return answer.result();
            }
            case MISS, REJECTED -> source.upstream().filter(one -> sources > 1).ifPresent(missed::add);
            case ERROR, CANCELLED -> unavailable |= source.upstream().isPresent();
        }
        return answer.result();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look-up under way: what is wanted, how, who listens, and what was tried so far. Thread-safe. */
public final class Lookup {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final LookupRequest request;
    private final LookupOptions options;
    private final LookupListener listener;
    private final Clock clock;
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable String message;
    private boolean noLongerIndexed;

    /** A look-up that begins. */
    public Lookup(LookupRequest request, LookupOptions options, LookupListener listener, Clock clock) {
        this.request = request;
        this.options = options;
        this.listener = listener;
        this.clock = clock;
    }

    /** The same look-up, nothing tried yet. */
    public Lookup fresh() {
        return new Lookup(request, options, listener, clock);
    }

    /** The same look-up, nothing tried yet, somebody else listening. */
    public Lookup withListener(LookupListener other) {
        return new Lookup(request, options, other, clock);
    }

    /** What is wanted. */
    public LookupRequest request() {
        return request;
    }

    /** The file that is wanted. */
    public SymbolKey key() {
        return request.key();
    }

    /** How. */
    public LookupOptions options() {
        return options;
    }

    /** Who listens. */
    public LookupListener listener() {
        return listener;
    }

    /** Time. */
    public Instant now() {
        return clock.instant();
    }

    /** Whether to stop. */
    public boolean cancelled() {
        return listener.cancelled();
    }

    /** Gives a line of the trace that starts with the prefix of SymSrv (symsrv.md 15.1). */
    public void trace(String text) {
        listener.trace("SYMSRV:  " + text);
    }

    /** Gives a line of the level above the symbol server. */
    public void traceDbgHelp(String text) {
        listener.trace("DBGHELP: " + text);
    }

    /** Gives a line that belongs to the one before. */
    public void traceMore(String text) {
        listener.trace("         " + text);
    }

    /** Says that something is not as it should be. */
    public void warn(String text) {
        LOG.warn("{}", text);
        trace(text);
    }

    /** Notes what became of a candidate. */
    public void tried(SearchStore store, String candidate, ResultCode code, long bytes, Instant since) {
        add(new Attempt(store.label(), candidate, code.status(), code, bytes, Duration.between(since, now())));
    }

    /** Notes what became of a file that was there: it was taken, or why not. */
    public void judged(SearchStore store, String candidate, Optional<Absence> problem, long bytes, Instant since) {
        ResultCode code = problem.map(Absence::code).orElse(ResultCode.OK);
        Optional<String> reason = problem.map(Absence::reason).filter(text -> code.status() == Status.BAD_FILE);
        Duration took = Duration.between(since, now());
        add(new Attempt(store.label(), candidate, code.status(), code, bytes, took, reason));
    }

    private void add(Attempt attempt) {
        synchronized (attempts) {
            attempts.add(attempt);
        }
    }

    /** Notes what others tried. */
    public void tried(List<Attempt> others) {
        synchronized (attempts) {
            attempts.addAll(others);
        }
    }

    /** What was tried. */
    public List<Attempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** Notes what a store has to say to the user; the first counts. */
    public void message(String text) {
        synchronized (attempts) {
            if (message == null) {
                message = text;
            }
        }
    }

    /** What a store has to say to the user. */
    public Optional<String> message() {
        synchronized (attempts) {
            return Optional.ofNullable(message);
        }
    }

    /** Notes that a store says that the file is no longer indexed. */
    public void noLongerIndexed() {
        synchronized (attempts) {
            noLongerIndexed = true;
        }
    }

    /** Whether the search is over, because a store whose word counts says that the file is no longer indexed. */
    public boolean isOver() {
        synchronized (attempts) {
            return noLongerIndexed && options.noLongerIndexedAuthoritative();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.config.DirectoryKeys.Mode;
import dev.symkit.symproxy.config.DirectoryKeys.ServeCompressed;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.encode.Sidecars;
import dev.symkit.symproxy.fill.FillResult;
import dev.symkit.symproxy.fill.Filler;
import dev.symkit.symproxy.fill.Flights;
import dev.symkit.symproxy.miss.MissTable;
import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.route.Target;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the files of one directory (symproxy.md 10). Thread-safe. */
public final class DirectoryService {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryService.class);
    private static final Duration SOFT = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Rules rules;
    private final StoreDirectory directory;
    private final Filler filler;
    private final MissTable misses;
    private final FileResponses responses;
    private final StoredFiles stored;
    private final HotFiles hot;

    /**
     * How a directory is served.
     *
     * @param mode whether files are sent, or only fetched
     * @param compressed when compressed forms are sent
     * @param quarantine whether files that cannot be read are taken out, to be fetched again
     * @param downStatus status where an upstream does not answer
     * @param patience how long a client waits for a search
     * @param clientMaxAge how long clients may remember a 404
     * @param excluded names that are never looked up
     */
    public record Rules(
            Mode mode,
            ServeCompressed compressed,
            boolean quarantine,
            int downStatus,
            Duration patience,
            Duration clientMaxAge,
            Predicate<String> excluded) {}

    /**
     * A service.
     *
     * @param sidecars compressed copies of the files; empty if there are none
     */
    public DirectoryService(
            Rules rules,
            StoreDirectory directory,
            Filler filler,
            MissTable misses,
            FileResponses responses,
            Optional<Sidecars> sidecars,
            HotFiles hot) {
        this.rules = rules;
        this.directory = directory;
        this.filler = filler;
        this.misses = misses;
        this.responses = responses;
        this.stored = new StoredFiles(responses, sidecars);
        this.hot = hot;
    }

    /** The files. */
    StoreDirectory directory() {
        return directory;
    }

    /** Where they come from. */
    Filler filler() {
        return filler;
    }

    /** Serves a request for a file. */
    CompletionStage<Served> serve(Request request, Target.File target) {
        if (rules.excluded().test(target.key().name())) {
            return now(Refusals.excluded(), Result.EXCLUDED);
        }
        if (rules.mode() == Mode.SERVE) {
            Optional<Served> here = here(request, target, Result.HIT, "");
            if (here.isPresent()) {
                return CompletableFuture.completedStage(here.get());
            }
        }
        SymbolKey key = target.key().canonical();
        boolean packed = target.leaf() == Leaf.FILE && rules.mode() == Mode.SERVE && directory.hasCompressed(key);
        if (packed) {
            return follow(request, target, filler.unpack(target.key()));
        }
        Optional<Duration> known = misses.remaining(directory.name(), key);
        if (!mayFill(target.leaf()) || !filler.hasUpstream() || known.isPresent()) {
            boolean all = !directory.hasAny(key) && (known.isPresent() || !filler.hasUpstream());
            Duration maxAge = known.orElse(filler.hasUpstream() ? Duration.ZERO : rules.clientMaxAge());
            return now(Refusals.missing(least(maxAge), all), Result.NEGATIVE);
        }
        if (filler.isUnavailable(key)) {
            return now(Refusals.down(rules.downStatus(), SOFT), Result.ERROR);
        }
        boolean head = request.method().equals("HEAD");
        return follow(request, target, head ? filler.look(target.key()) : filler.fill(target.key()));
    }

    /** Only for the file itself a search is begun; other forms follow from what is known of the key. */
    private boolean mayFill(Leaf leaf) {
        return leaf == Leaf.FILE || (leaf == Leaf.COMPRESSED && rules.compressed() == ServeCompressed.ALWAYS);
    }

    private static CompletionStage<Served> now(Response response, Result result) {
        return CompletableFuture.completedStage(Served.of(response, result));
    }

    private Duration least(Duration maxAge) {
        return maxAge.compareTo(rules.clientMaxAge()) < 0 ? maxAge : rules.clientMaxAge();
    }

    /** The response with a file that is in the directory. */
    private Optional<Served> here(Request request, Target.File target, Result result, String source) {
        Optional<HotFiles.Hot> kept = hot.find(directory.name(), target.key(), target.leaf());
        if (kept.isPresent() && kept.get().isFresh()) {
            return Optional.of(served(request, kept.get(), result, source));
        }
        Optional<StoredFile> found = find(target);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StoredFile file = found.get();
        try {
            if (kept.isPresent() && kept.get().isStill(file)) {
                return Optional.of(served(request, kept.get(), result, source));
            }
            if (request.method().equals("GET") && hot.wants(file.size())) {
                HotFiles.Hot fresh = hot.keep(
                        directory.name(), target.key(), target.leaf(), file, responses.headers(file.version(), ""));
                return Optional.of(served(request, fresh, result, source));
            }
            Response response = stored.respond(
                    request, target.key().canonical(), file, source, failure -> putAside(target, file, failure));
            return Optional.of(new Served(response, result, source));
        } catch (NoSuchFileException e) {
            directory.forget(target.key().canonical());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreadable(target, file, e));
        }
    }

    private Optional<StoredFile> find(Target.File target) {
        boolean plainFirst = target.leaf() == Leaf.COMPRESSED && rules.compressed() == ServeCompressed.AUTO;
        if (plainFirst && directory.find(target.key(), Leaf.FILE).isPresent()) {
            return Optional.empty(); // clients ask for that first, and got it
        }
        return directory.find(target.key(), target.leaf());
    }

    private Served served(Request request, HotFiles.Hot file, Result result, String source) {
        return new Served(responses.inMemory(request, file.version(), file.headers(), file.bytes()), result, source);
    }

    private Served unreadable(Target.File target, StoredFile file, IOException failure) {
        putAside(target, file, failure);
        return Served.of(Refusals.unreadable(), Result.ERROR);
    }

    private void putAside(Target.File target, StoredFile file, IOException failure) {
        LOG.error("{} cannot be read: {}", file.path(), failure.getMessage());
        if (rules.quarantine() && !directory.quarantine(target.key().canonical(), file)) {
            LOG.error("{} cannot be put aside either", file.path());
        }
    }

    /** Waits for a search, but no longer than the client does. */
    private CompletionStage<Served> follow(Request request, Target.File target, Flights.Joined joined) {
        boolean fillOnly = rules.mode() == Mode.FILL_ONLY;
        CompletableFuture<FillResult> told =
                fillOnly ? joined.flight().end() : joined.flight().attach();
        long patience = patience(request).toMillis();
        return told.completeOnTimeout(new FillResult.Searching(), patience, TimeUnit.MILLISECONDS)
                .thenApply(result -> respond(request, target, result, joined.isStarter()));
    }

    private Duration patience(Request request) {
        Duration own = rules.patience();
        Optional<Duration> client = request.header("Symbol-Agent-Receive-Timeout")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofMillis(Long.parseLong(text)));
        if (client.isEmpty()) {
            return own;
        }
        Duration half = client.get().dividedBy(2);
        Duration less = client.get().minus(MARGIN);
        Duration wanted = less.compareTo(half) > 0 ? less : half;
        return wanted.compareTo(own) < 0 ? wanted : own;
    }

    private Served respond(Request request, Target.File target, FillResult result, boolean starter) {
        Result kind = starter ? Result.FILL : Result.JOIN;
        if (result instanceof FillResult.Searching) {
            return Served.of(Refusals.searching(), kind);
        }
        if (result instanceof FillResult.Unavailable) {
            return Served.of(Refusals.down(rules.downStatus(), SOFT), Result.ERROR);
        }
        if (result instanceof FillResult.Busy) {
            return Served.of(Refusals.busy(), Result.ERROR);
        }
        if (result instanceof FillResult.NoSpace) {
            return Served.of(Refusals.noSpace(), Result.ERROR);
        }
        if (rules.mode() == Mode.FILL_ONLY) {
            return Served.of(Refusals.missing(Duration.ZERO, false), kind);
        }
        if (result instanceof FillResult.Missing missing) {
            boolean all = !directory.hasAny(target.key().canonical());
            return Served.of(Refusals.missing(least(missing.remembered()), all), Result.MISS);
        }
        if (result instanceof FillResult.There there) {
            boolean otherForm = there.signed().isPresent() && target.leaf() != Leaf.FILE;
            return otherForm
                    ? Served.of(Refusals.missing(Duration.ZERO, false), Result.MISS)
                    : new Served(responses.there(there), kind, there.upstream());
        }
        if (result instanceof FillResult.Arriving arriving) {
            return new Served(responses.arriving(request, arriving), kind, arriving.upstream());
        }
        String source = ((FillResult.Stored) result).upstream();
        return here(request, target, kind, source)
                .orElseGet(() -> Served.of(Refusals.missing(Duration.ZERO, false), Result.MISS));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.parallel.Parallel;
import dev.symkit.path.UrlText;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store behind HTTP or HTTPS. Its files are fetched into the nearest store on the left that takes them. */
public final class HttpStore implements SearchStore {
    private static final String AUTHORIZATION = "Authorization";

    /** The store did not answer at all. */
    private static final Set<ResultCode> OUT_OF_REACH = Set.of(
            ResultCode.HTTP_TIMEOUT,
            ResultCode.NAME_NOT_RESOLVED,
            ResultCode.CANNOT_CONNECT,
            ResultCode.CONNECTION_RESET,
            ResultCode.SECURE_FAILURE,
            ResultCode.TIMEOUT);

    private final String url;
    private final StoreSettings settings;
    private final HttpFetcher fetcher;
    private final HttpTier tier;

    /** A store at a URL, which may hold user-info and a query. */
    public HttpStore(String url, StoreSettings settings, HttpFetcher fetcher) {
        this.url = url;
        this.settings = settings;
        this.fetcher = fetcher;
        this.tier = new HttpTier(fetcher);
    }

    @Override
    public String label() {
        return UrlText.masked(url);
    }

    @Override
    public String id() {
        return url;
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public Optional<Path> root() {
        return Optional.empty();
    }

    @Override
    public Optional<Target> target() {
        return Optional.empty();
    }

    @Override
    public boolean wantsPointers() {
        return false;
    }

    @Override
    public void reset() {
        tier.reset();
    }

    /** The tier as the store says it; one-tier if it does not. */
    public Tier tier(Lookup lookup) throws IOException {
        return tier.get(request(lookup, List.of()), lookup.listener()).tier();
    }

    @Override
    public Absence probe(Lookup lookup, Visitor visitor) throws IOException {
        Instant since = lookup.now();
        int forced = lookup.options().tiers() == 0
                ? settings.tiers()
                : lookup.options().tiers();
        HttpTier.Answer answer = forced == 0
                ? tier.get(request(lookup, List.of()), lookup.listener())
                : new HttpTier.Answer(forced == 2 ? Tier.TWO : Tier.ONE, Optional.empty());
        answer.failure().ifPresent(failed -> lookup.tried(this, shown(List.of(Tier.MARKER)), failed.code(), 0, since));
        if (answer.failure().isPresent() && isOutOfReach(answer.failure().get().code())) {
            return failed(answer.failure().get());
        }
        KeyNames names = KeyNames.of(lookup.key(), settings.casing());
        Absence absence = candidates(lookup, visitor, names.name(), names.directories(answer.tier()));
        KeyNames other = KeyNames.other(lookup.key(), settings.casing());
        if (!visitor.done() && settings.caseRetry() && isMiss(absence) && !other.equals(names)) {
            absence = absence.or(candidates(lookup, visitor, other.name(), other.directories(answer.tier())));
        }
        return answer.failure().isPresent() ? failed(answer.failure().get()).or(absence) : absence;
    }

    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) throws IOException {
        return judge(lookup, visitor, fetch(lookup, visitor, segments, form, lookup.listener()));
    }

    private Absence candidates(Lookup lookup, Visitor visitor, String name, List<String> directories)
            throws IOException {
        List<Leaf> leaves = Leaf.order(lookup.options(), settings.uriFilter(), true).stream()
                .filter(leaf -> leaf.of(name).isPresent())
                .toList();
        boolean all = lookup.options().tiers() == 0
                && Leaf.order(lookup.options(), settings.uriFilter(), true).size() == Leaf.values().length;
        Map<Leaf, Fetched> ahead = new HashMap<>();
        Absence absence = Absence.NOTHING_TRIED.sure(all);
        try {
            boolean parallel = settings.probe() == StoreSettings.Probe.PARALLEL
                    && !lookup.options().noCopy();
            if (parallel && leaves.size() > 1) {
                ahead.putAll(ahead(lookup, visitor, name, directories, leaves));
            }
            for (Leaf leaf : leaves) {
                if (lookup.cancelled()) {
                    return Absence.unusable(ResultCode.CANCELLED, "cancelled");
                }
                Fetched fetched = ahead.remove(leaf);
                if (fetched == null || fetched.isCancelled()) {
                    List<String> path = path(directories, leaf.of(name).orElseThrow());
                    fetched = fetch(lookup, visitor, path, leaf, lookup.listener());
                }
                Absence one = judge(lookup, visitor, fetched);
                if (visitor.done()) {
                    return one;
                }
                absence = absence.or(one);
                if (fetched.isLast()) {
                    return absence;
                }
            }
            return absence;
        } finally {
            for (Fetched fetched : ahead.values()) {
                fetched.close();
            }
        }
    }

    /** Fetches all at once; what comes behind a success is cancelled. */
    private Map<Leaf, Fetched> ahead(
            Lookup lookup, Visitor visitor, String name, List<String> directories, List<Leaf> leaves)
            throws IOException {
        FirstWins race = new FirstWins(lookup.listener());
        List<Fetched> done = new Parallel(leaves.size()).map(leaves, leaf -> {
            int rank = leaves.indexOf(leaf);
            LookupListener listener = race.listener(rank);
            Fetched fetched =
                    fetch(lookup, visitor, path(directories, leaf.of(name).orElseThrow()), leaf, listener);
            if (fetched.isLast() || fetched.result() instanceof FetchResult.Complete) {
                race.won(rank);
            }
            return fetched;
        });
        Map<Leaf, Fetched> result = new HashMap<>();
        done.forEach(fetched -> result.put(fetched.leaf(), fetched));
        return result;
    }

    private static List<String> path(List<String> directories, String file) {
        List<String> path = new ArrayList<>(directories);
        path.add(file);
        return path;
    }

    private FetchRequest request(Lookup lookup, List<String> segments) {
        Map<String, String> headers = new HashMap<>(settings.headers());
        lookup.options().authorization().ifPresent(value -> headers.put(AUTHORIZATION, value));
        return new FetchRequest(
                url, segments, settings.withHeaders(headers), lookup.request().checksum());
    }

    private Fetched fetch(Lookup lookup, Visitor visitor, List<String> path, Leaf leaf, LookupListener listener)
            throws IOException {
        Fetched.Transfer transfer = new Fetched.Transfer(fetcher, request(lookup, path), leaf, listener);
        return Fetched.by(transfer, lookup, visitor);
    }

    private String shown(List<String> path) {
        return UrlText.masked(UrlText.below(url, String.join("/", path)));
    }

    /** Hands over what was fetched, or gives it up. */
    private Absence judge(Lookup lookup, Visitor visitor, Fetched fetched) throws IOException {
        String shown = shown(fetched.path());
        Absence absence = judge(lookup, visitor, fetched, shown);
        Optional<Absence> problem = visitor.done() ? Optional.empty() : Optional.of(absence);
        long bytes = fetched.result() instanceof FetchResult.Complete complete ? complete.bytes() : 0;
        lookup.judged(this, shown, problem, bytes, fetched.since());
        return absence;
    }

    private Absence judge(Lookup lookup, Visitor visitor, Fetched fetched, String shown) throws IOException {
        if (!(fetched.result() instanceof FetchResult.Complete)) {
            fetched.close();
        }
        if (fetched.result() instanceof FetchResult.Missing missing) {
            return new Absence(missing.code(), "not found", missing.definitive(), false);
        }
        if (fetched.result() instanceof FetchResult.Failed failed) {
            return failed(failed);
        }
        FetchResult.Complete complete = (FetchResult.Complete) fetched.result();
        if (fetched.enough()) {
            if (fetched.leaf() == Leaf.POINTER) {
                return Absence.unusable(ResultCode.BAD_FORMAT, shown + " is too large for a pointer");
            }
            visitor.located(shown);
            return Absence.NOTHING_TRIED;
        }
        if (fetched.leaf() == Leaf.POINTER) {
            String directory =
                    String.join("/", fetched.path().subList(0, fetched.path().size() - 1));
            FilePointer pointer = FilePointer.parse(fetched.small());
            return visitor.pointer(pointer, this, directory).orElse(Absence.NOTHING_TRIED);
        }
        Optional<Landing> landing = fetched.landing();
        if (landing.isEmpty()) {
            lookup.warn(shown + " is empty");
            return Absence.unusable(ResultCode.FILE_CORRUPT, shown + " is empty");
        }
        String file = fetched.path().get(fetched.path().size() - 1);
        lookup.trace(file + " from " + label() + ": " + complete.bytes() + " bytes - copied");
        Content content = Content.landed(landing.get(), shown, complete.lastModified());
        return visitor.file(content, fetched.leaf() == Leaf.COMPRESSED).orElse(Absence.NOTHING_TRIED);
    }

    private static boolean isMiss(Absence absence) {
        return absence.code().status() == Status.MISS && !absence.failure();
    }

    private static Absence failed(FetchResult.Failed failed) {
        return new Absence(failed.code(), failed.reason(), false, isFailure(failed.code()));
    }

    /** Whether a store that gives this is out of order: it cannot be reached, or has trouble of its own (symsrv.md 12.2). */
    private static boolean isFailure(ResultCode code) {
        return isOutOfReach(code) || ((code.value() & 0xFFFF0000) == 0x80190000 && code.status() == Status.UNAVAILABLE);
    }

    private static boolean isOutOfReach(ResultCode code) {
        return OUT_OF_REACH.contains(code);
    }
}

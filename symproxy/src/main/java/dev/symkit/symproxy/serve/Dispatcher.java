// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.observe.Exchange;
import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.route.RequestTarget;
import dev.symkit.symproxy.route.StorePlace;
import dev.symkit.symproxy.route.Target;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Handler;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends each request to who answers it, and tells of each that was answered. Thread-safe. */
public final class Dispatcher implements Handler {
    private static final int BAD_REQUEST = 400;
    private static final int BAD_METHOD = 405;
    private static final int TOO_MANY = 429;

    private final Supplier<Site> site;
    private final Consumer<Exchange> answered;
    private final InstantSource clock;
    private final Executor uploads;

    /**
     * A dispatcher.
     *
     * @param site what is served now
     * @param answered hears of each request after its response was sent
     * @param uploads does what blocks while a body comes; may refuse
     */
    public Dispatcher(Supplier<Site> site, Consumer<Exchange> answered, InstantSource clock, Executor uploads) {
        this.site = site;
        this.answered = answered;
        this.clock = clock;
        this.uploads = uploads;
    }

    /** One request under way. */
    private record Call(Request request, RequestTarget target, Site site, Exchange.Builder notes, String client) {
        boolean isRead() {
            return request.method().equals("GET") || request.method().equals("HEAD");
        }
    }

    @Override
    public CompletionStage<Response> handle(Request request) {
        long since = System.nanoTime();
        Site now = site.get();
        Exchange.Builder notes = Exchange.begun(Instant.ofEpochMilli(clock.millis()))
                .line(request.method(), request.target(), request.protocol())
                .headers(first(request, "User-Agent"), first(request, "Range"))
                .requestId(Long.toHexString(ThreadLocalRandom.current().nextLong()));
        String client = now.access().client(request);
        notes.client(client, "");
        Call call = new Call(request, now.parser().parse(request.target()), now, notes, client);
        return route(call).thenApply(served -> reported(served, notes, since));
    }

    private static String first(Request request, String header) {
        return request.header(header).orElse("");
    }

    private Response reported(Served served, Exchange.Builder notes, long since) {
        Response response = served.response();
        notes.result(served.result()).upstream(served.source());
        Measured body = new Measured(
                response.content(),
                (bytes, firstByte) -> answered.accept(
                        notes.finished(response.status(), bytes, System.nanoTime() - since, firstByte - since)));
        return new Response(response.status(), response.headers(), body);
    }

    private CompletionStage<Served> route(Call call) {
        Optional<Duration> wait = call.site().access().tooMany(call.client());
        if (wait.isPresent()) {
            long seconds = Math.max(1, wait.get().toSeconds());
            return other(Response.text(TOO_MANY, "too many requests").with("Retry-After", Long.toString(seconds)));
        }
        Target target = call.target().target();
        if (target instanceof Target.Malformed malformed) {
            return other(Response.text(BAD_REQUEST, malformed.reason()));
        }
        if (target instanceof Target.Service service) {
            return service(call, service);
        }
        if (target instanceof Target.Robots) {
            return other(Response.text(200, "User-agent: *\nDisallow: /"));
        }
        if (target instanceof Target.Never) {
            return other(Refusals.never());
        }
        if (target instanceof Target.Unknown) {
            return other(Refusals.missing(Duration.ZERO, false));
        }
        return inDirectory(call, target);
    }

    private static CompletionStage<Served> other(Response response) {
        return CompletableFuture.completedStage(Served.of(response, Result.OTHER));
    }

    private static CompletionStage<Served> refused(Response response) {
        return CompletableFuture.completedStage(Served.of(response, Result.AUTH));
    }

    private CompletionStage<Served> service(Call call, Target.Service service) {
        return call.site()
                .services()
                .map(all -> CompletableFuture.completedStage(all.serve(
                        call.request(),
                        service.path(),
                        call.target().query(),
                        call.target().token())))
                .orElseGet(() -> other(Refusals.missing(Duration.ZERO, false)));
    }

    private CompletionStage<Served> inDirectory(Call call, Target target) {
        boolean upload = target instanceof Target.Call
                || (target instanceof Target.File && call.request().method().equals("PUT"));
        Access.Decision decision = call.site()
                .access()
                .decide(
                        upload ? Role.UPLOAD : Role.READ,
                        call.request(),
                        call.target().token());
        if (decision.refusal().isPresent()) {
            return refused(decision.refusal().get());
        }
        call.notes().client(call.client(), decision.user());
        if (target instanceof Target.File file) {
            return file(call, file, decision.user());
        }
        if (target instanceof Target.BuildId id) {
            return buildId(call, id);
        }
        if (target instanceof Target.Call other) {
            return uploads(call, other.directory())
                    .map(putting -> upload(() ->
                            putting.call(call.request(), other, call.target().query(), decision.user())))
                    .orElseGet(() -> other(Refusals.missing(Duration.ZERO, false)));
        }
        return call.isRead() ? other(fixed(call, target)) : badMethod("GET, HEAD");
    }

    private static CompletionStage<Served> badMethod(String allowed) {
        return other(Response.text(BAD_METHOD, "method not allowed").with("Allow", allowed));
    }

    private CompletionStage<Served> upload(Supplier<Response> work) {
        try {
            return CompletableFuture.supplyAsync(() -> Served.of(work.get(), Result.OTHER), uploads);
        } catch (RejectedExecutionException e) {
            return other(Refusals.busy());
        }
    }

    private static Optional<Putting> uploads(Call call, String directory) {
        return Optional.ofNullable(call.site().directories().get(directory)).flatMap(Site.Directory::uploads);
    }

    private CompletionStage<Served> file(Call call, Target.File target, String user) {
        SymbolKey key = target.key();
        call.notes()
                .directory(target.directory())
                .file(key.name(), key.index(), target.leaf().of(key.name()).orElse(""));
        Site.Directory directory = call.site().directories().get(target.directory());
        if (directory == null) {
            return other(Refusals.missing(Duration.ZERO, false));
        }
        if (call.request().method().equals("PUT") && directory.uploads().isPresent()) {
            Putting putting = directory.uploads().get();
            return upload(
                    () -> putting.put(call.request(), target, call.target().query(), user));
        }
        if (!call.isRead()) {
            return badMethod(directory.uploads().isPresent() ? "GET, HEAD, PUT" : "GET, HEAD");
        }
        return directory.service().serve(call.request(), target);
    }

    private Response fixed(Call call, Target target) {
        if (target instanceof Target.Pingme) {
            return new Response(200, Response.text(200, "").headers(), Contents.NONE);
        }
        if (target instanceof Target.TierMarker marker) {
            boolean two = Optional.ofNullable(call.site().directories().get(marker.directory()))
                    .filter(directory -> directory.tiers() == 2)
                    .isPresent();
            return two
                    ? new Response(200, Response.text(200, "").headers(), Contents.NONE)
                    : Refusals.missing(Duration.ofDays(1), false);
        }
        if (target instanceof Target.Listing place) {
            return listing(call, place.directory(), place.place())
                    .orElseGet(() -> Refusals.missing(Duration.ZERO, false));
        }
        Response store = Response.text(200, "symbol store");
        return target instanceof Target.Top top
                ? listing(call, top.directory(), StorePlace.ROOT).orElse(store)
                : store;
    }

    private static Optional<Response> listing(Call call, String directory, StorePlace place) {
        return Optional.ofNullable(call.site().directories().get(directory))
                .flatMap(Site.Directory::listings)
                .map(all -> all.answer(call.request(), place, call.target().query()));
    }

    /** A file of another system: symbols have a name of their own, of programs only the build id is known. */
    private CompletionStage<Served> buildId(Call call, Target.BuildId id) {
        if (!call.site().debuginfod()) {
            return other(Refusals.missing(Duration.ZERO, false));
        }
        String index = (id.executable() ? "elf-buildid-" : "elf-buildid-sym-")
                + id.buildId().toLowerCase(Locale.ROOT);
        for (Site.Directory directory : call.site().directories().values()) {
            Optional<SymbolKey> key = id.executable()
                    ? directory.service().directory().index().named(index)
                    : Optional.of(new SymbolKey("_.debug", index));
            if (key.isPresent()) {
                Optional<StoredFile> here = directory.service().directory().find(key.get(), Leaf.FILE);
                if (here.isPresent()
                        || (!id.executable() && directory.service().filler().hasUpstream())) {
                    String name = directory.service().directory().name();
                    return file(call, new Target.File(name, key.get(), Leaf.FILE), "");
                }
            }
        }
        return other(Refusals.missing(Duration.ZERO, false));
    }
}

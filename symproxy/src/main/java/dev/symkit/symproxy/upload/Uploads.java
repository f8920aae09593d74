// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.tx.DeleteResult;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.route.Target;
import dev.symkit.symproxy.serve.JsonResponses;
import dev.symkit.symproxy.serve.Putting;
import dev.symkit.symproxy.upload.UploadListener.Outcome;
import dev.symkit.symproxy.web.Query;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes uploads for one directory (symproxy.md 8.8). Thread-safe; each call blocks while its body comes. */
public final class Uploads implements Putting {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int SERVER_ERROR = 500;
    private static final long SPARE = 1 << 20;

    private final StoreDirectory directory;
    private final UploadRules rules;
    private final UploadStore store;
    private final UploadListener listener;
    private final Path spools;
    private final Sessions sessions;
    private final Clock clock;

    /**
     * Uploads into a directory.
     *
     * @param directory on whose disk they wait
     * @param target where they are stored
     */
    public Uploads(
            StoreDirectory directory, UploadTarget target, UploadRules rules, UploadListener listener, Clock clock) {
        this.directory = directory;
        this.rules = rules;
        this.listener = listener;
        this.store = new UploadStore(directory.name(), target, rules, listener, clock);
        this.spools = directory.root().resolve(StoreNames.SYMPROXY).resolve("uploads");
        this.sessions = new Sessions(spools, clock);
        this.clock = clock;
    }

    /** Deletes sessions that rested too long, and what killed servers left. */
    public void sweep() {
        try {
            sessions.sweep(clock.instant().minus(rules.sessionIdle()));
        } catch (IOException e) {
            LOG.warn("{}: old uploads are not deleted: {}", spools, e.getMessage());
        }
    }

    /** A request with what is known of it. */
    private record Upload(Request request, Query query, String user) {}

    /** Does one call. */
    private interface Work {
        Response run(Spool spool) throws IOException, RefusedException;
    }

    @Override
    public Response put(Request request, Target.File target, String query, String user) {
        Upload upload = new Upload(request, Query.of(query), user);
        String leaf = target.leaf().of(target.key().name()).orElse("");
        return answered(leaf, spool -> {
            Path file = received(upload, spool);
            Candidate candidate = judge(spool).under(leaf, file, target.key(), target.leaf());
            return add(upload, List.of(candidate), List.of(), Labels.of(upload.query()));
        });
    }

    @Override
    public Response call(Request request, Target.Call call, String query, String user) {
        Upload upload = new Upload(request, Query.of(query), user);
        String what = request.method() + " " + call.call() + "/" + call.rest().size();
        return switch (what) {
            case "POST upload/0" -> answered("an archive", spool -> archive(upload, spool));
            case "POST exists/0" -> answered("", spool -> exists(request));
            case "POST transactions/0" -> answered("", spool -> begin(upload));
            case "DELETE transactions/1" ->
                answered("", spool -> delete(call.rest().get(0)));
            case "PUT transactions/2" ->
                answered(
                        "",
                        spool -> member(
                                upload, spool, call.rest().get(0), call.rest().get(1)));
            case "POST transactions/2" ->
                call.rest().get(1).equals("commit")
                        ? answered(
                                "a session", spool -> commit(upload, call.rest().get(0)))
                        : Response.text(RefusedException.NOT_FOUND, "not found");
            default -> notAllowed(call);
        };
    }

    private static Response notAllowed(Target.Call call) {
        boolean transactions = call.call().equals("transactions");
        if (!transactions && !call.rest().isEmpty()) {
            return Response.text(RefusedException.NOT_FOUND, "not found");
        }
        String allowed =
                transactions && call.rest().size() == 1 ? "DELETE" : call.rest().size() == 2 ? "PUT, POST" : "POST";
        return Response.text(405, "method not allowed").with("Allow", allowed);
    }

    /**
     * Does something and answers whatever comes of it.
     *
     * @param what is uploaded; empty if the call stores nothing
     */
    private Response answered(String what, Work work) {
        try (Spool spool = Spool.in(spools)) {
            return work.run(spool);
        } catch (RefusedException e) {
            if (!what.isEmpty()) {
                listener.ended(directory.name(), Outcome.REFUSED, 0, what + ": " + e.reason());
            }
            return Response.text(e.status(), e.reason());
        } catch (StoreException e) {
            return failed(what, e, e.reason() == StoreException.Reason.LOCK_TIMEOUT);
        } catch (IOException e) {
            return failed(what, e, false);
        }
    }

    private Response failed(String what, IOException problem, boolean busy) {
        listener.ended(directory.name(), Outcome.FAILED, 0, what + ": " + problem.getMessage());
        if (directory.free() < SPARE) {
            return Response.text(RefusedException.NO_STORAGE, "no space left");
        }
        return busy
                ? Response.text(RefusedException.UNAVAILABLE, "the store is in use")
                        .with("Retry-After", "10")
                : Response.text(SERVER_ERROR, "the upload failed; the log of the server says why");
    }

    private FileJudge judge(Spool spool) {
        return new FileJudge(rules, spool.directory());
    }

    private Path received(Upload upload, Spool spool) throws IOException, RefusedException {
        Spool.check(upload.request(), rules.maxFile(), directory.free());
        return spool.receive(upload.request().body(), rules.maxFile(), BodyDigest.of(upload.request()));
    }

    private Response add(Upload upload, List<Candidate> candidates, List<ZipMembers.Rejected> rejected, Labels labels)
            throws IOException {
        long bytes = 0;
        for (Candidate each : candidates) {
            bytes += each.secondary() ? 0 : Files.size(each.file());
        }
        UploadStore.Stored stored = candidates.isEmpty()
                ? new UploadStore.Stored(Optional.empty(), List.of(), List.of(), rejected, false)
                : store.add(
                        candidates,
                        rejected,
                        labels,
                        upload.user(),
                        upload.query().is("overwrite"));
        boolean same = stored.id().isEmpty() && !stored.skipped().isEmpty();
        Outcome outcome = stored.id().isPresent() ? Outcome.STORED : same ? Outcome.SAME : Outcome.REFUSED;
        String id = stored.id().map(each -> " in transaction " + each.text()).orElse("");
        String who = upload.user().isEmpty() ? "" : " by " + upload.user();
        listener.ended(
                directory.name(),
                outcome,
                bytes,
                stored.stored().size() + " stored" + id + who + ", "
                        + stored.skipped().size() + " there already, "
                        + stored.rejected().size() + " refused");
        return Answers.stored(stored);
    }

    private Response archive(Upload upload, Spool spool) throws IOException, RefusedException {
        long free = directory.free();
        ArchiveUpload.Received archive =
                new ArchiveUpload(judge(spool), spool, free).receive(upload.request(), upload.query());
        Upload whole = new Upload(upload.request(), archive.fields(), upload.user());
        ZipMembers.Contents contents = archive.contents();
        return add(whole, contents.candidates(), contents.rejected(), Labels.of(archive.fields()));
    }

    private Response begin(Upload upload) throws IOException, RefusedException {
        Query fields = ArchiveUpload.fields(upload.request(), upload.query());
        String id = sessions.begin(Labels.of(fields));
        return JsonResponses.of(CREATED, json -> json.text("session", id));
    }

    private Response member(Upload upload, Spool spool, String session, String name)
            throws IOException, RefusedException {
        sessions.check(session);
        Path file = received(upload, spool);
        List<Candidate> candidates = judge(spool).keyed(name, file, name);
        sessions.put(session, candidates.get(0));
        return JsonResponses.of(
                CREATED,
                json -> json.texts(
                        "keys",
                        candidates.stream()
                                .map(each ->
                                        each.key().name() + "/" + each.key().index())
                                .toList()));
    }

    private Response commit(Upload upload, String session) throws IOException, RefusedException {
        Path taken = sessions.take(session);
        boolean done = false;
        try {
            List<Candidate> candidates = new ArrayList<>();
            List<ZipMembers.Rejected> rejected = new ArrayList<>();
            FileJudge judge = new FileJudge(rules, taken);
            for (Sessions.Held held : Sessions.files(taken)) {
                String name = held.key().name();
                try {
                    candidates.addAll(judge.keyed(name, held.file(), name));
                } catch (RefusedException e) {
                    rejected.add(new ZipMembers.Rejected(name, e.reason())); // the rules changed meanwhile
                }
            }
            Response response = add(upload, candidates, rejected, Sessions.labels(taken));
            done = response.status()
                    < RefusedException.BAD_REQUEST; // else it can be committed again, perhaps with overwrite
            return response;
        } finally {
            if (done) {
                Spool.discard(taken);
            } else {
                sessions.giveBack(session, taken);
            }
        }
    }

    private Response delete(String id) throws IOException, RefusedException {
        Optional<TransactionId> transaction = TransactionId.parseExact(id);
        if (transaction.isPresent()) {
            DeleteResult result = store.delete(transaction.get());
            return Answers.transaction(result.id(), result.deleted().text(), result.files());
        }
        Spool.discard(sessions.take(id));
        return Response.of(NO_CONTENT);
    }

    private Response exists(Request request) throws IOException, RefusedException {
        List<Boolean> found = new ArrayList<>();
        for (String text : Answers.texts(request.body())) {
            String[] parts = text.split("/", -1);
            try {
                found.add(parts.length >= 2 && parts.length <= 3 && store.has(SymbolKey.of(parts[0], parts[1])));
            } catch (IllegalKeyException e) {
                found.add(false);
            }
        }
        return Answers.list(found);
    }
}

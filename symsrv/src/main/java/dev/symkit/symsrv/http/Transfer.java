// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.settings.StoreSettings.Ranges;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One fetch: tries, goes on where a transfer broke, begins anew where that is not possible (symsrv.md 8.2, 8.5, 8.6). Confined. */
final class Transfer {
    private static final long RESUME_FROM = 1L << 20;
    private static final long SLICE_MILLIS = 100;
    private static final int NOT_SATISFIABLE = 416;

    /**
     * After so many parts another answer is asked for, where ranges are known to work. The JDK's client reads ahead the more, the longer
     * an answer is: it asks the socket for more than its reader asked for, by a few buffers whenever the reader is quick, and never
     * forgets that (observed, JDK 17). When the disk is then slow for a while, all that is in memory.
     */
    private static final int LONGEST_ANSWER = 2;

    private static final Pattern SIGN_IN = Pattern.compile("signin|login|oauth");

    private final FetchContext context;
    private final Opener opener;
    private final StatusRule rule;
    private final BodySink sink;
    private final ExecutorService threads;
    private final AtomicLong received = new AtomicLong();
    private FileFacts facts = FileFacts.NONE;
    private Optional<Parts> parts = Optional.empty();
    private Optional<PartHelpers> helpers = Optional.empty();
    private long position;
    private int current;
    private int inAnswer;
    private boolean begun;
    private boolean noResume;

    Transfer(FetchContext context, Opener opener, StatusRule rule, BodySink sink, ExecutorService threads) {
        this.context = context;
        this.opener = opener;
        this.rule = rule;
        this.sink = sink;
        this.threads = threads;
    }

    FetchResult run() throws IOException {
        int failed = 0;
        try {
            while (true) {
                try {
                    Optional<FetchResult> result = once();
                    if (result.isPresent()) {
                        return result.get();
                    }
                } catch (FetchFailure failure) {
                    if (!failure.retry() || ++failed > context.settings().retries()) {
                        return failure.result();
                    }
                    context.pause(RetryRule.pause(failed, failure.retryAfter(), context.clock()));
                }
            }
        } catch (FetchFailure cancelled) {
            return cancelled.result();
        } finally {
            stopHelpers();
        }
    }

    /** One answer, from the start or from where the last one broke; empty if another is wanted at once. */
    private Optional<FetchResult> once() throws IOException, FetchFailure {
        boolean resume = resumable();
        if (!resume) {
            startAnew();
        }
        try (Answer answer = opener.open(context, resume ? range() : Map.of())) {
            if (resume && answer.status() == NOT_SATISFIABLE) {
                answer.discard();
                noResume = true;
                return Optional.empty();
            }
            Optional<FetchResult> verdict = rule.verdict(answer, resume, context);
            if (verdict.isPresent()) {
                answer.discard();
                return verdict;
            }
            boolean partial = answer.status() == 206;
            if (partial && !continues(answer)) {
                noResume = true;
                return Optional.empty();
            }
            if (!partial) {
                noResume |= resume; // the file is another one, or the store does not do ranges
                startAnew();
                facts = FileFacts.of(answer);
            }
            receive(answer);
        }
        return complete();
    }

    private Optional<FetchResult> complete() throws IOException, FetchFailure {
        if (parts.isPresent()) {
            OptionalInt left = parts.get().takeLeft(context, SLICE_MILLIS);
            if (left.isPresent()) {
                current = left.getAsInt();
                position = parts.get().start(current);
                return Optional.empty();
            }
            position = facts.total().orElse(position);
            stopHelpers();
        }
        context.session().succeeded();
        return Optional.of(new FetchResult.Complete(position, facts.lastModified()));
    }

    private void receive(Answer answer) throws IOException, FetchFailure {
        if (answer.isHtml()) {
            throw html(answer);
        }
        long limit = context.settings().maxFileSize();
        if (answer.length().orElse(0) > limit || facts.total().orElse(0) > limit) {
            throw RawBody.tooLarge(limit);
        }
        if (answer.length().isEmpty()) {
            TraceLines.noLength(context.listener());
        }
        context.listener().size(facts.total().orElse(-1));
        begun = true;
        inAnswer = 0;
        if (facts.coding().isEmpty()) {
            startHelpers();
            stream(answer, new BodyWriter(sink, position, limit, () -> html(answer)));
        } else {
            ContentCoding.check(facts.coding());
            BodyWriter writer = new BodyWriter(sink, 0, limit, () -> html(answer));
            ContentCoding.decode(facts.coding(), answer.body(), writer);
            writer.finish();
            position = writer.position();
        }
    }

    private void stream(Answer answer, BodyWriter writer) throws IOException, FetchFailure {
        try {
            for (Optional<ByteBuffer> next = answer.body().next();
                    next.isPresent();
                    next = answer.body().next()) {
                if (!write(next.get(), writer)) {
                    return;
                }
            }
        } catch (FetchFailure failure) {
            if (failure.retry()) {
                writer.finish();
            }
            throw failure;
        }
        writer.finish();
        if (facts.total().isPresent() && position != facts.total().getAsLong()) {
            throw FetchFailure.passing(
                    ResultCode.CONNECTION_RESET,
                    position + " bytes came of " + facts.total().getAsLong());
        }
        parts.ifPresent(p -> p.done(current));
    }

    /** Writes bytes; false where a part begins that somebody else fetches. */
    private boolean write(ByteBuffer bytes, BodyWriter writer) throws IOException, FetchFailure {
        if (position + bytes.remaining() > facts.total().orElse(Long.MAX_VALUE)) {
            throw FetchFailure.last(
                    FetchFailure.INVALID_RESPONSE,
                    "more bytes came than the " + facts.total().getAsLong() + " that were announced");
        }
        while (bytes.hasRemaining()) {
            ByteBuffer piece = bytes;
            if (parts.isPresent()) {
                int part = Parts.at(position);
                if (part != current && !cross(parts.get(), part)) {
                    return false;
                }
                int fits = (int) Math.min(bytes.remaining(), parts.get().end(part) - position);
                piece = bytes.slice(bytes.position(), fits);
                bytes.position(bytes.position() + fits);
            }
            int n = piece.remaining();
            writer.write(piece);
            position += n;
            context.listener().progress(received.addAndGet(n), facts.total().orElse(-1));
        }
        return true;
    }

    /** Goes from one part to the next; false if that one is not ours, or this answer is to end here. */
    private boolean cross(Parts of, int part) {
        of.done(current);
        current = part;
        inAnswer++;
        return !(inAnswer >= LONGEST_ANSWER && of.proved()) && of.take(part);
    }

    private boolean continues(Answer answer) {
        return answer.coding().isEmpty()
                && ContentRange.of(answer)
                        .filter(range -> range.continues(position, facts.total()))
                        .isPresent();
    }

    private boolean resumable() {
        return !noResume && facts.resumable() && (position >= RESUME_FROM || (parts.isPresent() && position > 0));
    }

    private Map<String, String> range() {
        return Map.of("Range", "bytes=" + position + "-", "If-Range", facts.validator());
    }

    private void startAnew() throws IOException {
        stopHelpers();
        parts = Optional.empty();
        facts = FileFacts.NONE;
        position = 0;
        received.set(0);
        if (begun) {
            sink.truncate(0);
            begun = false;
        }
    }

    private void startHelpers() {
        boolean wanted = position == 0
                && parts.isEmpty()
                && !noResume
                && context.request().settings().ranges() == Ranges.AUTO
                && context.session().ranges()
                && facts.resumable()
                && facts.total().orElse(0) >= Parts.WORTH_IT;
        if (!wanted) {
            return;
        }
        Parts fresh = new Parts(facts.total().getAsLong());
        PartHelpers.PartSource source =
                new PartHelpers.PartSource(facts.validator(), facts.total().getAsLong());
        PartHelpers started = new PartHelpers(context, opener, sink, fresh, source, received);
        parts = Optional.of(fresh);
        current = 0;
        helpers = Optional.of(started);
        started.start(threads);
    }

    private void stopHelpers() throws IOException {
        if (helpers.isPresent()) {
            PartHelpers running = helpers.get();
            helpers = Optional.empty();
            running.stop();
        }
    }

    private FetchFailure html(Answer answer) {
        String path = String.valueOf(answer.uri().getRawPath()).toLowerCase(Locale.ROOT);
        Origin origin = Origin.of(answer.uri());
        if (answer.redirected() && SIGN_IN.matcher(path).find()) {
            return FetchFailure.last(
                    ResultCode.ACCESS_DENIED,
                    "access denied: " + context.session().url().origin() + " redirects to a sign-in page");
        }
        TraceLines.note(context.listener(), "unexpected HTML from " + origin);
        return FetchFailure.last(FetchFailure.INVALID_RESPONSE, "unexpected HTML from " + origin);
    }
}

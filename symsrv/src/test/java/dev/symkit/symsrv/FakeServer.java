// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.symsrv.http.BodySink;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** HTTP stores that exist in memory only. Says 404 to everything it was not told of. */
public final class FakeServer implements HttpFetcher {
    /** When the files say they were modified. */
    public static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06Z");

    private static final int PART = 1000;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, FetchResult> answers = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<FetchRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Runnable during = () -> {};
    private final java.util.concurrent.atomic.AtomicInteger resets = new java.util.concurrent.atomic.AtomicInteger();

    /** Puts a file at a URL. */
    public FakeServer file(String url, byte[] content) {
        files.put(url, content);
        return this;
    }

    /** Answers requests for URLs that start so. */
    public FakeServer answer(String start, FetchResult result) {
        answers.put(start, result);
        return this;
    }

    /** Answers as it would without {@link #answer}. */
    public void recover() {
        answers.clear();
    }

    /** Does something in the middle of every request. */
    public void during(Runnable action) {
        during = action;
    }

    /** The paths of all requests so far. */
    public List<String> log() {
        return log;
    }

    /** The requests so far. */
    public List<FetchRequest> requests() {
        return requests;
    }

    /** How often everything was to be forgotten. */
    public int resets() {
        return resets.get();
    }

    @Override
    public FetchResult fetch(FetchRequest request, BodySink into, LookupListener listener) throws IOException {
        URI store = URI.create(request.store());
        String path = store.getPath() + "/" + String.join("/", request.segments());
        String url = store.getScheme() + "://" + store.getHost() + path;
        log.add(path);
        requests.add(request);
        listener.trace("SYMSRV:  HTTPGET: " + path);
        during.run();
        Optional<FetchResult> answer = answers.entrySet().stream()
                .filter(entry -> url.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (answer.isPresent()) {
            return answer.get();
        }
        if (listener.cancelled()) {
            return new FetchResult.Failed(ResultCode.CANCELLED, "cancelled");
        }
        byte[] content = files.get(url);
        info(listener, content == null ? 404 : 200);
        if (content == null) {
            return new FetchResult.Missing(ResultCode.http(404), true, false);
        }
        listener.size(content.length);
        for (int at = 0; at < content.length; at += PART) {
            into.write(at, ByteBuffer.wrap(content, at, Math.min(PART, content.length - at)));
            listener.progress(Math.min(content.length, at + PART), content.length);
        }
        return new FetchResult.Complete(content.length, Optional.of(MODIFIED));
    }

    private static void info(LookupListener listener, int status) {
        listener.httpStatus(status);
        String name = status == 200 ? "HTTP_STATUS_OK" : "HTTP_STATUS_NOT_FOUND";
        listener.trace(String.format(Locale.ROOT, "SYMSRV:  HttpQueryInfo: %08x - %s", 0x80190000 + status, name));
    }

    @Override
    public void reset() {
        resets.incrementAndGet();
    }

    @Override
    public void close() {}
}

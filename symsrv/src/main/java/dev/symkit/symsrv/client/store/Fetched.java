// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.symsrv.http.BodySink;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of the request for one candidate. Closing gives up a body that nobody has published.
 *
 * @param path below the store
 * @param leaf its form
 * @param result what the store said
 * @param sink where the body is
 * @param enough whether the transfer was ended because enough was known
 * @param since when it began
 */
record Fetched(List<String> path, Leaf leaf, FetchResult result, BodySink sink, boolean enough, Instant since)
        implements Closeable {

    /** What is fetched. */
    record Transfer(HttpFetcher fetcher, FetchRequest request, Leaf leaf, LookupListener listener) {}

    /** Fetches a candidate. Where the place for it cannot be written to, the next place is tried; the failure of the last one is thrown. */
    static Fetched by(Transfer transfer, Lookup lookup, Visitor visitor) throws IOException {
        Instant since = lookup.now();
        while (true) {
            BodySink sink = sink(transfer.leaf(), lookup, visitor);
            try {
                FetchResult result = transfer.fetcher().fetch(transfer.request(), sink, transfer.listener());
                return new Fetched(transfer.request().segments(), transfer.leaf(), result, sink, false, since);
            } catch (Sinks.EnoughException e) {
                FetchResult result = new FetchResult.Complete(0, Optional.empty());
                return new Fetched(transfer.request().segments(), transfer.leaf(), result, sink, true, since);
            } catch (Sinks.LandingException e) {
                giveUp(sink, visitor, e);
            } catch (IOException e) {
                if (sink instanceof Sinks.Lazy lazy) {
                    lazy.giveUp();
                }
                throw e;
            }
        }
    }

    private static void giveUp(BodySink sink, Visitor visitor, IOException failure) throws IOException {
        Landing landing = ((Sinks.Lazy) sink).landing().orElseThrow();
        boolean another = visitor.cannotLand(landing, failure);
        landing.close();
        if (!another) {
            throw failure;
        }
    }

    private static BodySink sink(Leaf leaf, Lookup lookup, Visitor visitor) {
        if (leaf == Leaf.POINTER) {
            return new Sinks.Small(FilePointer.MAX_SIZE);
        }
        return lookup.options().noCopy() ? new Sinks.OnlyLook() : new Sinks.Lazy(visitor);
    }

    /** The body of a pointer. */
    byte[] small() {
        return ((Sinks.Small) sink).bytes();
    }

    /** The file that the body is in; empty if it has no bytes. */
    Optional<Landing> landing() {
        return sink instanceof Sinks.Lazy lazy ? lazy.landing() : Optional.empty();
    }

    /** Whether it was cancelled. */
    boolean isCancelled() {
        return result instanceof FetchResult.Failed failed && failed.code().equals(ResultCode.CANCELLED);
    }

    /** Whether the store need not be asked for other forms: it has none, or cannot be asked. */
    boolean isLast() {
        if (result instanceof FetchResult.Missing missing) {
            return missing.nothingElse();
        }
        return result instanceof FetchResult.Failed failed
                && !isCancelled()
                && failed.code().status().compareTo(dev.symkit.symsrv.spi.Status.BAD_FILE) > 0;
    }

    @Override
    public void close() throws IOException {
        Optional<Landing> landing = landing();
        if (landing.isPresent()) {
            landing.get().close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.http.BodySink;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether stores answer.
 *
 * @param fetcher asks HTTP stores
 * @param clock tells how long it takes
 */
record Pings(HttpFetcher fetcher, Clock clock) {
    private static final String NAME = "symkit-ping.pdb";
    private static final String INDEX = "000000000000000000000000000000000";

    private static final BodySink NOWHERE = new BodySink() {
        @Override
        public void write(long position, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void truncate(long size) {}
    };

    /** Asks an HTTP store for its marker and for a file that it does not have. */
    StorePing url(String url, StoreSettings settings) throws IOException {
        Instant start = clock.instant();
        FetchResult marker = fetch(url, settings, List.of(Tier.MARKER));
        Instant between = clock.instant();
        FetchResult miss = fetch(url, settings, List.of(NAME, INDEX, NAME));
        Duration first = Duration.between(start, between);
        Duration second = Duration.between(between, clock.instant());
        ResultCode code = code(miss);
        boolean reachable = code.status() != Status.UNAVAILABLE && code.status() != Status.CANCELLED;
        String reason = miss instanceof FetchResult.Failed failed ? failed.reason() : "answers";
        Optional<Tier> tier = marker instanceof FetchResult.Complete
                ? Optional.of(Tier.TWO)
                : marker instanceof FetchResult.Missing ? Optional.of(Tier.ONE) : Optional.empty();
        return new StorePing(reachable, code, reason, tier, first, second);
    }

    private static ResultCode code(FetchResult result) {
        if (result instanceof FetchResult.Missing missing) {
            return missing.code();
        }
        return result instanceof FetchResult.Failed failed ? failed.code() : ResultCode.OK;
    }

    private FetchResult fetch(String url, StoreSettings settings, List<String> path) throws IOException {
        return fetcher.fetch(new FetchRequest(url, path, settings, Optional.empty()), NOWHERE, LookupListener.NONE);
    }

    /** Whether an HTTP store has a file. */
    boolean has(String url, StoreSettings settings, String name) throws IOException {
        return fetch(url, settings, List.of(name)) instanceof FetchResult.Complete;
    }

    /** Looks at a directory. */
    StorePing directory(Path root) {
        Instant start = clock.instant();
        boolean two = Files.exists(root.resolve(Tier.MARKER));
        Instant between = clock.instant();
        boolean there = Files.isDirectory(root);
        boolean readable = there && Files.isReadable(root);
        Duration first = Duration.between(start, between);
        Duration second = Duration.between(between, clock.instant());
        ResultCode code = readable ? ResultCode.OK : there ? ResultCode.ACCESS_DENIED : ResultCode.PATH_NOT_FOUND;
        String reason = readable ? "is there" : there ? "cannot be read" : "is not there";
        Optional<Tier> tier = readable ? Optional.of(two ? Tier.TWO : Tier.ONE) : Optional.empty();
        return new StorePing(readable, code, reason, tier, first, second);
    }

    /** Asks a store on a share. What the first request waits for, the connection, is not counted. */
    StorePing share(FolderStore store) {
        try {
            boolean there = store.stat("").filter(StorageEntry::isDirectory).isPresent();
            Instant start = clock.instant();
            boolean two = store.stat(Tier.MARKER).isPresent();
            Instant between = clock.instant();
            Optional<StorageEntry> none = store.stat(String.join("/", NAME, INDEX, NAME));
            Duration first = Duration.between(start, between);
            Duration second = Duration.between(between, clock.instant());
            ResultCode code = there ? ResultCode.OK : ResultCode.PATH_NOT_FOUND;
            String reason = none.isPresent() ? "has a file that no store has" : there ? "is there" : "is not there";
            Optional<Tier> tier = there ? Optional.of(two ? Tier.TWO : Tier.ONE) : Optional.empty();
            return new StorePing(there, code, reason, tier, first, second);
        } catch (AccessDeniedException e) {
            return none(ResultCode.ACCESS_DENIED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return none(ResultCode.BAD_NETWORK_PATH, String.valueOf(e.getMessage()));
        }
    }

    /** A store that does not answer. */
    static StorePing none(ResultCode code, String reason) {
        return new StorePing(false, code, reason, Optional.empty(), Duration.ZERO, Duration.ZERO);
    }
}

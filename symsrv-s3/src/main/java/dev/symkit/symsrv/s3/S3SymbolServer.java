// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.path.PathStore;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The symbol server of {@code symsrv*s3.dll*bucket=...*prefix=...} and of {@code s3://bucket/prefix} as a store of a symbol path: files of stores
 * in buckets. The settings are system properties {@code symsrv.s3.*}, see docs/symsrv.md.
 */
public final class S3SymbolServer implements SymbolServerProvider {
    private final Supplier<S3Connection> connections;
    private final Map<S3Location, S3Search> searches = new HashMap<>();
    private @Nullable S3Connection connection;

    /** Made by {@link java.util.ServiceLoader}. */
    public S3SymbolServer() {
        this(() -> new S3Connection(S3Settings.ofSystem()));
    }

    S3SymbolServer(Supplier<S3Connection> connections) {
        this.connections = connections;
    }

    @Override
    public boolean handles(String dllName) {
        return dllName.equalsIgnoreCase(PathStore.Bucket.DLL);
    }

    /**
     * Looks for the key in its canonical spelling: as it is, compressed, then as a pointer. A compressed file is given under the name of the key,
     * the search unpacks it.
     *
     * @throws dev.symkit.store.storage.StoreException {@code NOT_A_STORE} if the parameters name no bucket, or there is no such bucket
     */
    @Override
    public LookupResult find(String params, SymbolKey key, LookupOptions options, LookupListener listener)
            throws IOException {
        S3Location location = S3Location.parseParameters(params);
        if (options.offline()) {
            return missing(Status.UNAVAILABLE, ResultCode.CANNOT_CONNECT, location + ": not asked: offline");
        }
        try {
            return search(location).run(key, options, listener);
        } catch (S3Download.CancelledException e) {
            return missing(Status.CANCELLED, ResultCode.CANCELLED, "cancelled");
        } catch (AccessDeniedException e) {
            return missing(Status.DENIED, ResultCode.ACCESS_DENIED, String.valueOf(e.getMessage()));
        }
    }

    private static LookupResult missing(Status status, ResultCode code, String reason) {
        return new LookupResult.NotFound(status, code, reason, Optional.empty(), List.of());
    }

    /** Whether the bucket can be listed. One request. */
    @Override
    public boolean ping(String params, LookupOptions options) throws IOException {
        S3Location location = S3Location.parseParameters(params);
        if (options.offline()) {
            throw new IOException("not asked: offline");
        }
        new S3Listing(new S3Bucket(location, connection())).isDirectory("");
        return true;
    }

    private synchronized S3Connection connection() {
        S3Connection open = connection;
        if (open == null) {
            open = connections.get();
            connection = open;
        }
        return open;
    }

    private synchronized S3Search search(S3Location location) {
        return searches.computeIfAbsent(location, place -> new S3Search(new S3Bucket(place, connection())));
    }

    /** Forgets credentials and the layout of stores. */
    @Override
    public synchronized void close() {
        searches.clear();
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathMap;
import dev.symkit.symsrv.cache.CacheWriter;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * What the search works with. Immutable.
 *
 * @param workingDirectory what relative directories are relative to; its file system is that of all directories
 * @param defaultStore the default downstream store
 * @param temporary where files go that no store takes
 * @param shares where shares are mounted
 * @param storages opens stores of servers that are not mounted
 * @param settings what is set for a store, by its text in the symbol path
 * @param fetcher the HTTP side
 * @param writer how files get into caches
 * @param clock time
 * @param maxFileSize most bytes of a file
 */
public record ClientSetup(
        Path workingDirectory,
        Path defaultStore,
        Path temporary,
        PathMap shares,
        StorageOpener storages,
        Function<String, StoreSettings> settings,
        HttpFetcher fetcher,
        CacheWriter writer,
        Clock clock,
        long maxFileSize) {}

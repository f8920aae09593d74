// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.cache.CacheWriter;
import dev.symkit.symsrv.client.store.FolderPlace;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.client.store.FolderWriter;
import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.client.store.Target;
import dev.symkit.symsrv.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Where files of a bucket go: into the directory, as those of upstreams do, or, where it takes none, into temporary files. Thread-safe. */
public final class BucketLandings {
    private final Clock clock = Clock.systemUTC();
    private final FolderWriter writer;
    private final Target target;

    /**
     * The places of a directory.
     *
     * @param root of it
     * @param settings how new directories are spelled
     * @param temporary where files wait that do not go there
     * @throws IOException if the root cannot be that of a directory
     */
    public BucketLandings(Path root, StoreSettings settings, Path temporary) throws IOException {
        this.writer = new FolderWriter(new CacheWriter(CacheOptions.DEFAULT, clock), temporary);
        FolderPlace place = new FolderPlace(
                root.toString(), StoreStorages.local(root, StorageOptions.DEFAULT), Optional.of(root), false);
        this.target = new FolderStore(place, settings, writer).target().orElseThrow();
    }

    /** A landing in the directory could not be written to. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A file in the directory of a key; a temporary one if none can be begun there. */
    Landing begin(SymbolKey key) throws IOException {
        try {
            return target.begin(key, clock.instant());
        } catch (IOException e) {
            return temporary();
        }
    }

    /** A temporary file. */
    Landing temporary() throws IOException {
        return writer.beginTemporary("bucket-" + UUID.randomUUID());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import dev.symkit.symsrv.cache.CacheFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file on its way into a store that is not a directory of this machine: it waits in a temporary file. A good file that is there stays, and
 * so does one in an entry that symstore manages.
 *
 * @param waiting the temporary file
 * @param goal where it goes
 */
record Upload(Landing waiting, Goal goal) implements Landing {
    private static final int COPY = 1 << 16;

    /**
     * Where a file goes.
     *
     * @param directory of the key in the store
     * @param name the name of the file, not compressed
     * @param store the same store as a target
     * @param published hears of it
     */
    record Goal(StoreStorage storage, String directory, String name, Target store, FolderWriter.Published published) {}

    @Override
    public CacheFile file() {
        return waiting.file();
    }

    @Override
    public String name() {
        return goal.name();
    }

    @Override
    public Optional<Target> target() {
        return Optional.of(goal.store());
    }

    @Override
    public Optional<Path> publish(String leaf, boolean replace, Optional<Instant> modified) throws IOException {
        StoreStorage storage = goal.storage();
        String path = Directories.join(goal.directory(), leaf);
        boolean managed =
                storage.stat(Directories.join(goal.directory(), RefsFile.NAME)).isPresent();
        Condition condition = replace && !managed ? Condition.ANY : Condition.IF_ABSENT;
        try (Staging staging = storage.newLayoutStaging()) {
            String handle = staging.stage(path, this::copyTo, modified);
            if (storage.publish(handle, path, condition) == Outcome.IN_USE) {
                throw new IOException(path + ": somebody has it open");
            }
        }
        goal.published().as(leaf);
        return Optional.empty();
    }

    private void copyTo(OutputStream out) throws IOException {
        byte[] bytes = new byte[COPY];
        try (ByteSource source = waiting.file().content()) {
            for (long at = 0; at < source.size(); ) {
                int length = (int) Math.min(bytes.length, source.size() - at);
                source.read(at, bytes, 0, length);
                out.write(bytes, 0, length);
                at += length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        waiting.close();
    }
}

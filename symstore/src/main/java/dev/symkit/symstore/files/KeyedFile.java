// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.local.LocalSource;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.tx.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A file that was looked at: its keys, or why it has none.
 *
 * @param path where its bytes are
 * @param shown its path for people: on a mounted share the path on the share
 * @param recordedPath the path the store records
 * @param size bytes
 * @param modified time of last modification
 * @param symbolClass its class; empty if it has no key
 * @param keys its keys, the main one first
 * @param identity what its content says; empty if it has no key, or an index file says all
 * @param compressed whether it is a container whose one file the keys are of
 * @param problem the report of a file without a key
 */
public record KeyedFile(
        Path path,
        String shown,
        String recordedPath,
        long size,
        Instant modified,
        Optional<SymbolClass> symbolClass,
        List<SymbolKey> keys,
        Optional<FileIdentity> identity,
        boolean compressed,
        Optional<FileReport> problem)
        implements SourceFile {
    private static final int PORTABLE_INDEX = 40;

    static KeyedFile without(Path path, FileReport problem) {
        return new KeyedFile(
                path,
                problem.source(),
                "",
                0,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Optional.of(problem));
    }

    /** Whether a key is the second one of a portable PDB. */
    boolean isSecondPortable(int key) {
        String main = keys.get(0).index();
        return key > 0
                && main.length() == PORTABLE_INDEX
                && main.toUpperCase(Locale.ROOT).endsWith("FFFFFFFF");
    }

    private LocalSource source() {
        return new LocalSource(path, recordedPath, size, modified, compressed);
    }

    @Override
    public ByteSource open() throws SourceException {
        return source().open();
    }

    @Override
    public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
        source().copyTo(out, copied);
    }
}

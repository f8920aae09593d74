// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StorageSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a stored file is, found by looking at it.
 *
 * @param storage where it is
 */
record StoredFacts(StoreStorage storage) {
    private static final byte[] PORTABLE_MAGIC = {'B', 'S', 'J', 'B'};

    /** Whether a file is stored there that is no portable PDB. A damaged one may be replaced by anything. */
    boolean isOtherThanPortable(Place place) throws IOException {
        if (place.current().isEmpty()) {
            return false;
        }
        try (Contents.StoredContent content =
                Contents.open(storage, place.current().get(), place.name())) {
            byte[] magic = content.stream().readNBytes(PORTABLE_MAGIC.length);
            return magic.length == PORTABLE_MAGIC.length && !Arrays.equals(magic, PORTABLE_MAGIC);
        } catch (FormatException | NoSuchFileException e) {
            return false;
        }
    }

    /** The class of the stored file: what the references tell, else what it is. Empty if there is none or it cannot be told. */
    Optional<String> symbolClass(Place place) throws IOException {
        Optional<String> told = place.symbolClass();
        if (told.isPresent() || place.current().isEmpty()) {
            return told;
        }
        Place.Stored stored = place.current().get();
        try (StorageSource bytes = StorageSource.open(storage, stored.path())) {
            return stored.compressed() ? unpacked(bytes, place.name()) : read(bytes);
        } catch (FormatException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> unpacked(ByteSource bytes, String name) throws IOException {
        Optional<CompressedFile> container = CompressedFile.open(bytes, name, Long.MAX_VALUE);
        if (container.isEmpty()) {
            return Optional.empty();
        }
        try (ByteSource content = container.get().content()) {
            return read(content);
        }
    }

    private static Optional<String> read(ByteSource content) throws IOException {
        return new KeyReader().identify(content).map(FileIdentity::symbolClass).map(SymbolClass::text);
    }
}

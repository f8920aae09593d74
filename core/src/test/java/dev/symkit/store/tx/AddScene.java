// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A store on disk that made-up files are added to.
 *
 * @param root its root
 * @param jobs threads of the engine
 */
record AddScene(Path root, int jobs) {
    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    static final AddOptions CAB = compressing(Long.MAX_VALUE);

    static AddOptions compressing(long maxInput) {
        return with(
                AddOptions.PLAIN,
                Optional.empty(),
                Optional.of(new AddOptions.Compression(AddOptions.Compression.Format.CAB, maxInput)));
    }

    static AddOptions pointing(String message, boolean prefixed) {
        return with(
                AddOptions.PLAIN,
                Optional.of(new AddOptions.Pointers(Optional.of(message).filter(text -> !text.isEmpty()), prefixed)),
                Optional.empty());
    }

    static AddOptions with(
            AddOptions how, Optional<AddOptions.Pointers> pointers, Optional<AddOptions.Compression> compression) {
        return new AddOptions(
                how.twoTier(),
                pointers,
                compression,
                how.references(),
                how.existing(),
                how.refuseClassChange(),
                how.lowerCase(),
                how.preference());
    }

    /** The switches in their order: references, replace, skip, refuse, lower case. */
    static AddOptions switches(AddOptions how, boolean... values) {
        return new AddOptions(
                how.twoTier(),
                how.pointers(),
                how.compression(),
                values[0],
                values[2] ? Existing.SKIPPED : values[1] ? Existing.REPLACED : Existing.KEPT,
                values[3],
                values[4],
                how.preference());
    }

    static AddOptions withoutReferences(AddOptions how) {
        return switches(how, false, true, false, false, false);
    }

    static AddOptions preferring(AddOptions how, Optional<String> prefix, Optional<SymbolClass> symbolClass) {
        return new AddOptions(
                how.twoTier(),
                how.pointers(),
                how.compression(),
                how.references(),
                how.existing(),
                how.refuseClassChange(),
                how.lowerCase(),
                new AddOptions.Preference(prefix, symbolClass));
    }

    /** A source with that content. */
    static final class Source implements SourceFile {
        private final String recordedPath;
        private final byte[] content;
        private final boolean compressed;

        Source(String recordedPath, byte[] content, boolean compressed) {
            this.recordedPath = recordedPath;
            this.content = content;
            this.compressed = compressed;
        }

        @Override
        public String recordedPath() {
            return recordedPath;
        }

        @Override
        public boolean compressed() {
            return compressed;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public Instant modified() {
            return NOW.minusSeconds(100);
        }

        @Override
        public ByteSource open() throws IOException {
            return ByteSource.of(recordedPath, content);
        }

        @Override
        public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
            out.write(content);
            copied.accept(content.length);
        }
    }

    static AddEntry entry(String name, byte[] content) {
        return entry(name, SymbolClass.PRI, "C:\\out\\" + name, content);
    }

    static AddEntry entry(String name, SymbolClass symbolClass, String path, byte[] content) {
        return new AddEntry(new SymbolKey(name, "1"), symbolClass, new Source(path, content, false), false);
    }

    /** So many bytes that compress well. */
    static byte[] text(String seed, int size) {
        return (seed + " ")
                .repeat(size / (seed.length() + 1) + 1)
                .substring(0, size)
                .getBytes(ISO_8859_1);
    }

    /** So many bytes that do not compress. */
    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    StoreStorage storage() throws IOException {
        return StoreStorages.local(root, new StorageOptions(false));
    }

    StoreEngine engine() throws IOException {
        return engine(storage());
    }

    StoreEngine engine(StoreStorage storage) {
        EngineOptions options =
                new EngineOptions(Clock.fixed(NOW, ZoneOffset.UTC), jobs, Duration.ofMinutes(10), () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    static AddRequest request(AddOptions how, AddEntry... entries) {
        return new AddRequest("prod", "", "", how, List.of(entries));
    }

    List<EntryResult> add(AddOptions how, AddEntry... entries) throws IOException {
        return engine().add(request(how, entries)).entries();
    }

    DeleteResult delete(int id, boolean force) throws IOException {
        return engine().delete(new DeleteRequest(new TransactionId(id), force));
    }

    /** Every file but the lock's helper, with its content, one char for each byte. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString().replace('\\', '/');
                if (!name.endsWith(".symstore.lock")) {
                    tree.put(name, new String(Files.readAllBytes(path), ISO_8859_1));
                }
            }
        }
        return tree;
    }

    String file(String path) throws IOException {
        return tree().getOrDefault(path, "absent");
    }

    /** The content of a compressed file. */
    byte[] unpacked(String path) {
        return unpack(path, root.resolve(path));
    }

    private static byte[] unpack(String name, Path file) {
        try {
            ByteSource bytes = ByteSource.of(name, Files.readAllBytes(file));
            try (InputStream in = CompressedFile.open(bytes, name, Long.MAX_VALUE).orElseThrow().stream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

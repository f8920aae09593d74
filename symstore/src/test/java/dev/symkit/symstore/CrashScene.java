// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.symstore.files.KeyedFile;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A store and the transaction that is disturbed in it. Before it, the store has {@code keep.pdb}; the transaction adds or
 * deletes two files of its own and other content for {@code keep.pdb}.
 */
final class CrashScene {
    static final List<String> OWN = List.of("one.pdb", "two.pdb");
    static final String KEPT = "keep.pdb";
    private static final String KEPT_COMPRESSED = "keep.pd_";

    private final CrashKind kind;
    private final Path store;
    private final Path sources;

    private CrashScene(CrashKind kind, Path store, Path sources) {
        this.kind = kind;
        this.store = store;
        this.sources = sources;
    }

    /** The scene in a directory where {@link #prepare} made it. */
    static CrashScene in(Path directory, CrashKind kind) {
        return new CrashScene(kind, directory.resolve("store"), directory.resolve("src"));
    }

    static CrashScene prepare(Path directory, CrashKind kind) throws IOException {
        CrashScene scene = in(directory, kind);
        Files.createDirectories(scene.sources.resolve("old"));
        pdb(scene.sources.resolve("old").resolve(KEPT), KEPT, "old");
        pdb(scene.sources.resolve(KEPT), KEPT, "new");
        for (String name : OWN) {
            pdb(scene.sources.resolve(name), name, name);
        }
        pdb(scene.sources.resolve("next.pdb"), "next.pdb", "next");
        try (StoreStorage storage = scene.open()) {
            if (!kind.makesStore()) {
                add(
                        AddOptions.PLAIN,
                        storage,
                        "base",
                        scene.sources.resolve("old").resolve(KEPT));
            }
            if (kind == CrashKind.ADD) {
                Path file = new StoredFiles(scene.store).find(KEPT).orElseThrow();
                byte[] content = Files.readAllBytes(file);
                byte[] cabinet = new CabBuilder()
                        .folder(CabBuilder.MSZIP)
                        .mszip(content)
                        .file(KEPT, 0, content.length)
                        .build();
                Files.write(file.resolveSibling(KEPT_COMPRESSED), cabinet); // so that the add has something to remove
                Files.delete(file);
            }
            if (kind == CrashKind.DEL) {
                scene.addOwn(storage);
            }
            if (kind == CrashKind.COMPRESS) { // so that there are a file and a pointer to remove
                add(
                        CrashKind.POINTERS,
                        storage,
                        "pointer",
                        scene.sources.resolve("old").resolve(KEPT));
            }
        }
        return scene;
    }

    /** A PDB whose key follows from {@code identity} and whose content from both texts. */
    static void pdb(Path file, String identity, String content) throws IOException {
        Files.write(
                file,
                new PdbBuilder()
                        .guid(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))).stream(
                                        content.getBytes(StandardCharsets.UTF_8))
                                .build());
    }

    static StoreTarget target(Path store) {
        return new StoreTarget(
                store.toString(),
                store.toAbsolutePath(),
                1,
                Duration.ofMinutes(10),
                false,
                Clock.systemUTC(),
                () -> false);
    }

    StoreStorage open() throws IOException {
        return StoreStorages.local(store, new StorageOptions(false));
    }

    /** The same store on a disk that tells of every low-level step. */
    StoreStorage open(CrashDisk.Step step) throws IOException {
        return StoreStorages.local(CrashDisk.over(store, step), new StorageOptions(false));
    }

    /** The transaction that tests disturb. */
    void run(StoreStorage storage) throws IOException {
        if (kind == CrashKind.DEL) {
            engine(storage).delete(new DeleteRequest(id(2), false));
        } else {
            addOwn(storage);
        }
    }

    private void addOwn(StoreStorage storage) throws IOException {
        add(
                kind.how(),
                storage,
                "own",
                sources.resolve(OWN.get(0)),
                sources.resolve(OWN.get(1)),
                sources.resolve(KEPT));
    }

    CrashKind kind() {
        return kind;
    }

    Path store() {
        return store;
    }

    Path sources() {
        return sources;
    }

    /** The add that comes after the disturbed transaction, and finishes it if it was committed. */
    void recover(StoreStorage storage) throws IOException {
        add(kind.howOthers(), storage, "next", sources.resolve("next.pdb"));
    }

    /** The same, with a storage of its own. */
    void recover() throws IOException {
        try (StoreStorage storage = open()) {
            recover(storage);
        }
    }

    private static StoreEngine engine(StoreStorage storage) {
        EngineOptions options = new EngineOptions(Clock.systemUTC(), 1, Duration.ofSeconds(30), () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    /** Adds files as they are. */
    static AddResult add(StoreStorage storage, String product, Path... files) throws IOException {
        return add(AddOptions.PLAIN, storage, product, files);
    }

    private static AddResult add(AddOptions how, StoreStorage storage, String product, Path... files)
            throws IOException {
        List<AddEntry> entries = new ArrayList<>();
        for (Path file : files) {
            KeyedFile keyed = TestStore.keyed(file);
            entries.add(new AddEntry(keyed.keys().get(0), keyed.symbolClass().orElseThrow(), keyed, false));
        }
        return engine(storage).add(new AddRequest(product, "", "", how, entries));
    }

    static TransactionId id(int number) {
        return TransactionId.parse(Integer.toString(number)).orElseThrow();
    }

    /** Takes the lock away from a process that has it, as a thief on another host, who does not see its file lock, does. */
    void breakLock() throws IOException {
        Files.deleteIfExists(store.resolve("000Admin/.symstore.lock.excl"));
        Files.deleteIfExists(store.resolve("000Admin/.symstore.lock"));
    }

    /** Leaves so many bytes of the plan, fewer than it has; below zero: no plan. */
    void cutPlan(int bytes) throws IOException {
        Path plan = new LeftOvers(store)
                .paths().stream()
                        .filter(path -> path.toString().endsWith(".pending"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Files.size(plan)).isGreaterThan(bytes);
        if (bytes < 0) {
            Files.delete(plan);
        } else {
            Files.write(plan, Arrays.copyOf(Files.readAllBytes(plan), bytes));
        }
    }
}

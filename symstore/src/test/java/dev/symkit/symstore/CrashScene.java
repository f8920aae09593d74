// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
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
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.files.KeyedFile;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store and the transaction that is disturbed in it. Before it, the store has {@code keep.pdb}; the transaction adds or
 * deletes two files of its own and other content for {@code keep.pdb}.
 */
final class CrashScene {
    /** The disturbed transaction. */
    enum Kind {
        /** An add that makes the store. */
        FRESH,
        /** An add to a store. */
        ADD,
        /** A del of such an add. */
        DEL,
        /** An add that compresses, to a store that has a plain file and its pointer. */
        COMPRESS,
        /** An add of pointers, to a store that has one of the files. */
        POINT,
        /** An add without references that makes the store and compresses. */
        NO_REFS;

        /** How the disturbed add adds. */
        AddOptions how() {
            return switch (this) {
                case COMPRESS -> COMPRESSED;
                case POINT -> POINTERS;
                case NO_REFS -> withoutReferences(COMPRESSED);
                case FRESH, ADD, DEL -> AddOptions.PLAIN;
            };
        }

        /** How the adds before and after it add. */
        AddOptions howOthers() {
            return this == NO_REFS ? withoutReferences(AddOptions.PLAIN) : AddOptions.PLAIN;
        }

        boolean makesStore() {
            return this == FRESH || this == NO_REFS;
        }
    }

    private static final AddOptions COMPRESSED = new AddOptions(
            false,
            Optional.empty(),
            Optional.of(new AddOptions.Compression(AddOptions.Compression.Format.CAB, Long.MAX_VALUE)),
            true,
            true,
            false,
            false,
            false,
            AddOptions.Preference.NONE);

    private static final AddOptions POINTERS = new AddOptions(
            false,
            Optional.of(new AddOptions.Pointers(Optional.of("moved"), false)),
            Optional.empty(),
            true,
            true,
            false,
            false,
            false,
            AddOptions.Preference.NONE);

    private static AddOptions withoutReferences(AddOptions how) {
        return new AddOptions(
                how.twoTier(),
                how.pointers(),
                how.compression(),
                false,
                how.replace(),
                how.skipExisting(),
                how.refuseClassChange(),
                how.lowerCase(),
                how.preference());
    }

    private static final List<String> OWN = List.of("one.pdb", "two.pdb");
    private static final String KEPT = "keep.pdb";
    private static final String KEPT_COMPRESSED = "keep.pd_";

    private final Kind kind;
    private final Path store;
    private final Path sources;

    private CrashScene(Kind kind, Path store, Path sources) {
        this.kind = kind;
        this.store = store;
        this.sources = sources;
    }

    /** The scene in a directory where {@link #prepare} made it. */
    static CrashScene in(Path directory, Kind kind) {
        return new CrashScene(kind, directory.resolve("store"), directory.resolve("src"));
    }

    static CrashScene prepare(Path directory, Kind kind) throws IOException {
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
                scene.add(
                        AddOptions.PLAIN,
                        storage,
                        "base",
                        scene.sources.resolve("old").resolve(KEPT));
            }
            if (kind == Kind.ADD) {
                Path file = scene.find(KEPT).orElseThrow();
                byte[] content = Files.readAllBytes(file);
                byte[] cabinet = new CabBuilder()
                        .folder(CabBuilder.MSZIP)
                        .mszip(content)
                        .file(KEPT, 0, content.length)
                        .build();
                Files.write(file.resolveSibling(KEPT_COMPRESSED), cabinet); // so that the add has something to remove
                Files.delete(file);
            }
            if (kind == Kind.DEL) {
                scene.addOwn(storage);
            }
            if (kind == Kind.COMPRESS) { // so that there are a file and a pointer to remove
                scene.add(
                        POINTERS,
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
        if (kind == Kind.DEL) {
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

    /** The add that comes after the disturbed transaction, and finishes it if it was committed. */
    void recover(StoreStorage storage) throws IOException {
        add(kind.howOthers(), storage, "next", sources.resolve("next.pdb"));
    }

    private static StoreEngine engine(StoreStorage storage) {
        EngineOptions options = new EngineOptions(Clock.systemUTC(), 1, Duration.ofSeconds(30), () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    private AddResult add(AddOptions how, StoreStorage storage, String product, Path... files) throws IOException {
        List<AddEntry> entries = new ArrayList<>();
        for (Path file : files) {
            KeyedFile keyed = TestStore.keyed(file);
            entries.add(new AddEntry(keyed.keys().get(0), keyed.symbolClass().orElseThrow(), keyed, false));
        }
        return engine(storage).add(new AddRequest(product, "", "", how, entries));
    }

    private static TransactionId id(int number) {
        return TransactionId.parse(Integer.toString(number)).orElseThrow();
    }

    /** After {@link #recover}: the store is clean and has the whole disturbed transaction or none of it. True if whole. */
    boolean check(String when) throws IOException {
        assertThat(new VerifyStore().run(target(store)).problems()).as(when).isEmpty();
        StoreView view = new StoreView(open());
        List<Optional<TransactionId>> ids = view.history().ids();
        int before = kind.makesStore() ? 0 : kind == Kind.ADD || kind == Kind.POINT ? 1 : 2;
        checkIds(view, when);
        int others = nextAdds(view);
        boolean whole = ids.size() == before + others + 1;
        assertThat(whole || ids.size() == before + others)
                .as("%s: ids %s", when, ids)
                .isTrue();
        boolean present = whole == (kind != Kind.DEL);
        TransactionId own = id(kind.makesStore() ? 1 : kind == Kind.COMPRESS ? 3 : 2);
        boolean live = view.server()
                .find(own)
                .filter(record -> record.product().equals("own"))
                .isPresent();
        assertThat(live).as(when).isEqualTo(present);
        checkFiles(present, when);
        if (kind == Kind.NO_REFS) {
            assertThat(find(RefsFile.NAME)).as(when).isEmpty();
            assertThat(find(StoreNames.NO_REFS)).as(when).isPresent();
        }
        assertThat(stored("next.pdb")).as(when).isEqualTo(bytes("next.pdb"));
        checkNothingIsLeft(when);
        return whole;
    }

    /** The files of the disturbed transaction, or those before it. */
    private void checkFiles(boolean present, String when) throws IOException {
        boolean compressed = kind.how().compression().isPresent();
        for (String name : OWN) {
            byte[] expected = present && kind != Kind.POINT ? bytes(name) : new byte[0];
            assertThat(compressed ? unpacked(name) : stored(name))
                    .as("%s: %s", when, name)
                    .isEqualTo(expected);
            assertThat(compressed ? stored(name) : unpacked(name)).as(when).isEmpty();
        }
        switch (kind) {
            case FRESH -> assertThat(stored(KEPT)).as(when).isEqualTo(present ? bytes(KEPT) : new byte[0]);
            case DEL -> assertThat(stored(KEPT)).as(when).isEqualTo(bytes(KEPT));
            case ADD -> {
                assertThat(stored(KEPT)).as(when).isEqualTo(present ? bytes(KEPT) : new byte[0]);
                assertThat(find(KEPT_COMPRESSED).isPresent()).as(when).isEqualTo(!present);
            }
            case COMPRESS -> {
                assertThat(stored(KEPT)).as(when).isEqualTo(present ? new byte[0] : bytes("old/" + KEPT));
                assertThat(unpacked(KEPT)).as(when).isEqualTo(present ? bytes(KEPT) : new byte[0]);
                assertThat(find(FilePointer.NAME).isPresent()).as(when).isEqualTo(!present);
            }
            case POINT -> {
                assertThat(stored(KEPT)).as(when).isEqualTo(bytes("old/" + KEPT));
                for (String name : List.of(OWN.get(0), OWN.get(1), KEPT)) {
                    assertThat(pointer(name))
                            .as("%s: %s", when, name)
                            .isEqualTo(present ? "PATH:" + sources.resolve(name) + "\r\nMSG:moved" : "");
                }
            }
            case NO_REFS -> assertThat(unpacked(KEPT)).as(when).isEqualTo(present ? bytes(KEPT) : new byte[0]);
        }
    }

    /** The text of a {@code file.ptr}; empty if there is none. */
    private String pointer(String name) throws IOException {
        try (Stream<Path> found = Files.find(store, 3, (path, attributes) -> path.endsWith(FilePointer.NAME))) {
            Optional<Path> file = found.filter(path -> store.relativize(path).startsWith(name))
                    .findFirst();
            return file.isPresent() ? Files.readString(file.get()) : "";
        }
    }

    /** The content of a compressed file; empty if it is not stored. */
    private byte[] unpacked(String name) throws IOException {
        byte[] container = stored(name.substring(0, name.length() - 1) + "_");
        if (container.length == 0) {
            return container;
        }
        try (InputStream in =
                CompressedFile.open(ByteSource.of(name, container), name, Long.MAX_VALUE).orElseThrow().stream()) {
            return in.readAllBytes();
        }
    }

    /**
     * Plans, locks and staging are gone. What belongs to nobody that could be asked whether he lives, a claim without its
     * final name above all, goes once it is a day old.
     */
    private void checkNothingIsLeft(String when) throws IOException {
        if (!leftOvers().isEmpty()) {
            assertThat(leftOvers()).as(when).allMatch(path -> isUnlocked(path));
            for (Path path : leftOvers()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
            }
            try (StoreStorage storage = open()) {
                recover(storage);
            }
        }
        assertThat(leftOvers()).as(when).isEmpty();
        assertThat(new VerifyStore().run(target(store)).problems()).as(when).isEmpty();
    }

    private static boolean isUnlocked(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("tmp-") && (!Files.isDirectory(path) || Files.notExists(path.resolve("alive")));
    }

    private List<Path> leftOvers() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(store, store.resolve("000Admin"))) {
            try (Stream<Path> paths = Files.list(place)) {
                paths.filter(path -> path.getFileName().toString().matches("tmp-.*|.*[.]pending|.*[.]excl"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static int nextAdds(StoreView view) throws IOException {
        return (int) view.server().transactions().stream()
                .filter(record -> record.product().equals("next"))
                .count();
    }

    private byte[] bytes(String source) throws IOException {
        return Files.readAllBytes(sources.resolve(source));
    }

    /** The stored bytes of a file that has at most one key; empty if it is not stored. */
    private byte[] stored(String name) throws IOException {
        Optional<Path> file = find(name);
        return file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
    }

    private Optional<Path> find(String name) throws IOException {
        try (Stream<Path> found = Files.find(store, 3, (path, attributes) -> attributes.isRegularFile())) {
            return found.filter(path -> path.endsWith(name)).findFirst();
        }
    }

    /** Takes the lock away from a process that has it, as a thief on another host, who does not see its file lock, does. */
    void breakLock() throws IOException {
        Files.deleteIfExists(store.resolve("000Admin/.symstore.lock.excl"));
        Files.deleteIfExists(store.resolve("000Admin/.symstore.lock"));
    }

    /** After {@link #recover}: the store is clean. The number of live transactions like the disturbed one. */
    int liveOnes(String when) throws IOException {
        checkNothingIsLeft(when);
        StoreView view = new StoreView(open());
        checkIds(view, when);
        for (String name : OWN) {
            if (stored(name).length > 0) {
                assertThat(stored(name)).as(when).isEqualTo(bytes(name));
            }
        }
        return (int) view.server().transactions().stream()
                .filter(record -> record.product().equals("own"))
                .count();
    }

    private static void checkIds(StoreView view, String when) throws IOException {
        List<Optional<TransactionId>> ids = view.history().ids();
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).as(when).contains(id(i + 1));
        }
    }

    /** Leaves so many bytes of the plan, fewer than it has; below zero: no plan. */
    void cutPlan(int bytes) throws IOException {
        Path plan = leftOvers().stream()
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

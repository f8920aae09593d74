// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
        DEL
    }

    private static final List<String> OWN = List.of("one.pdb", "two.pdb");
    private static final String KEPT = "keep.pdb";

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
            if (kind != Kind.FRESH) {
                scene.add(storage, "base", scene.sources.resolve("old").resolve(KEPT));
            }
            if (kind == Kind.DEL) {
                scene.addOwn(storage);
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
                Duration.ofMinutes(2),
                false,
                Clock.systemUTC(),
                () -> false);
    }

    StoreStorage open() throws IOException {
        return StoreStorages.local(store, new StorageOptions(false));
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
        add(storage, "own", sources.resolve(OWN.get(0)), sources.resolve(OWN.get(1)), sources.resolve(KEPT));
    }

    /** The add that comes after the disturbed transaction, and finishes it if it was committed. */
    void recover(StoreStorage storage) throws IOException {
        add(storage, "next", sources.resolve("next.pdb"));
    }

    private static StoreEngine engine(StoreStorage storage) {
        EngineOptions options = new EngineOptions(Clock.systemUTC(), 1, Duration.ofSeconds(30), () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    private AddResult add(StoreStorage storage, String product, Path... files) throws IOException {
        List<AddEntry> entries = new ArrayList<>();
        for (Path file : files) {
            KeyedFile keyed = KeyedFile.read(file, file.toString());
            entries.add(new AddEntry(
                    keyed.keys().get(0), keyed.identity().orElseThrow().symbolClass(), keyed, false));
        }
        return engine(storage).add(new AddRequest(product, "", "", false, entries));
    }

    private static TransactionId id(int number) {
        return TransactionId.parse(Integer.toString(number)).orElseThrow();
    }

    /** After {@link #recover}: the store is clean and has the whole disturbed transaction or none of it. True if whole. */
    boolean check(String when) throws IOException {
        assertThat(new VerifyStore().run(target(store)).problems()).as(when).isEmpty();
        StoreView view = new StoreView(open());
        List<Optional<TransactionId>> ids = view.history().ids();
        int before = kind == Kind.FRESH ? 0 : kind == Kind.ADD ? 1 : 2;
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).as(when).contains(id(i + 1));
        }
        int others = nextAdds(view);
        boolean whole = ids.size() == before + others + 1;
        assertThat(whole || ids.size() == before + others)
                .as("%s: ids %s", when, ids)
                .isTrue();
        boolean present = whole == (kind != Kind.DEL);
        TransactionId own = id(kind == Kind.FRESH ? 1 : 2);
        boolean live = view.server()
                .find(own)
                .filter(record -> record.product().equals("own"))
                .isPresent();
        assertThat(live).as(when).isEqualTo(present);
        for (String name : OWN) {
            assertThat(stored(name)).as("%s: %s", when, name).isEqualTo(present ? bytes(name) : new byte[0]);
        }
        if (kind == Kind.FRESH || kind == Kind.ADD) {
            byte[] old = kind == Kind.FRESH ? new byte[0] : bytes("old/" + KEPT);
            assertThat(stored(KEPT)).as(when).isEqualTo(present ? bytes(KEPT) : old);
        } else {
            assertThat(stored(KEPT)).as(when).isEqualTo(bytes(KEPT));
        }
        assertThat(stored("next.pdb")).as(when).isEqualTo(bytes("next.pdb"));
        try (Stream<Path> admin = Files.list(store.resolve("000Admin"))) {
            assertThat(admin.map(path -> path.getFileName().toString()))
                    .as(when)
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        }
        return whole;
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
        Path directory = store.resolve(name);
        if (!Files.exists(directory)) {
            return new byte[0];
        }
        try (Stream<Path> found = Files.find(directory, 2, (path, attributes) -> attributes.isRegularFile())) {
            Optional<Path> file = found.filter(path -> path.endsWith(name)).findFirst();
            return file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
        }
    }
}

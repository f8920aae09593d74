// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static dev.symkit.store.tx.CanonicalScene.INDEX;
import static dev.symkit.store.tx.CanonicalScene.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store whose names are compared exactly and cannot be listed ignoring case (symbol-store-format 1.4, as on S3). */
class CanonicalNamesTest {
    private CanonicalScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new CanonicalScene();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    private static AddOptions tiered(Tier tier) {
        AddOptions plain = AddOptions.PLAIN;
        return new AddOptions(
                tier == Tier.TWO,
                plain.pointers(),
                plain.compression(),
                plain.references(),
                plain.existing(),
                plain.refuseClassChange(),
                plain.lowerCase(),
                plain.preference());
    }

    private static String directory(Tier tier) {
        return (tier == Tier.TWO ? "ap/" : "") + "app.pdb/" + INDEX;
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenInTheCanonicalFormAndFoundBySpellingsOfAllKinds(Tier tier) throws IOException {
        AddResult result = scene.add(tiered(tier), entry("App.PDB", INDEX, "content"));
        String directory = directory(tier);
        assertThat(result.entries().get(0).path()).isEqualTo(directory + "/app.pdb");
        assertThat(scene.admin("0000000001")).isEqualTo("\"app.pdb\\" + INDEX + "\",\"C:\\out\\App.PDB\"\r\n");
        assertThat(scene.tree()).containsEntry(directory + "/app.pdb", "content");
        assertThat(scene.tree()).hasSize(tier == Tier.TWO ? 3 : 2).containsKey(directory + "/refs.ptr");
        for (String name : List.of("app.pdb", "App.PDB", "APP.pdb")) {
            for (String index : List.of(INDEX, INDEX.toLowerCase(Locale.ROOT), INDEX.toUpperCase(Locale.ROOT))) {
                SymbolKey key = new SymbolKey(name, index);
                StoreView view = scene.view();
                assertThat(view.find(key)).contains(new StoreView.Found(directory + "/app.pdb", StoreView.Form.FILE));
                assertThat(view.keyDirectory(key)).contains(directory);
                assertThat(view.refs(key).orElseThrow().references()).hasSize(1);
                assertThat(view.tier()).isEqualTo(tier);
            }
        }
        assertThat(scene.view().find(new SymbolKey("app.pdb", "1"))).isEmpty();
        assertThat(scene.view().keyDirectory(new SymbolKey("App.pdb", "1"))).isEmpty();
        assertThat(scene.view().refs(new SymbolKey("other.pdb", INDEX))).isEmpty();
        assertThat(scene.delete(1).files()).isEqualTo(1);
        assertThat(scene.tree()).hasSize(tier == Tier.TWO ? 1 : 0);
    }

    @Test
    void addsLookUpsAndDelsListNeitherTheRootNorADirectoryOfAName() throws IOException {
        scene.add(entry("App.PDB", INDEX, "content")); // a store is known to be new by its root only
        scene.counter.reset();
        scene.add(entry("APP.pdb", INDEX, "content"), entry("b.pdb", INDEX, "b"));
        scene.view().find(new SymbolKey("App.pdb", INDEX));
        scene.view().find(new SymbolKey("None.pdb", INDEX));
        scene.view().keyDirectory(new SymbolKey("None.pdb", INDEX));
        assertThat(scene.view().isStore()).isTrue();
        scene.delete(2);
        scene.delete(1);
        assertThat(scene.counter.calls())
                .noneMatch(call -> call.startsWith("list"))
                .contains("entries app.pdb/" + INDEX)
                .allMatch(call ->
                        !call.startsWith("entries") || call.equals("entries 000Admin") || call.endsWith("/" + INDEX));
        assertThat(scene.tree()).isEmpty();
    }

    @Test
    void spellingsOfOneNameShareAnEntry() throws IOException {
        scene.add(entry("App.pdb", INDEX, "content"));
        AddResult again = scene.add(entry("APP.PDB", INDEX.toLowerCase(Locale.ROOT), "content"));
        assertThat(again.entries().get(0).status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(scene.tree()).hasSize(2);
        scene.delete(1);
        assertThat(scene.tree()).hasSize(2);
        scene.delete(2);
        assertThat(scene.tree()).isEmpty();
    }

    @Test
    void compressedFilesAndPointersAreFound() throws IOException {
        String text = "content ".repeat(1000);
        scene.add(AddScene.CAB, entry("App.pdb", INDEX, text));
        scene.add(AddScene.pointing("", false), entry("Far.pdb", INDEX, text));
        assertThat(scene.view().find(new SymbolKey("App.PDB", INDEX)))
                .contains(new StoreView.Found("app.pdb/" + INDEX + "/app.pd_", StoreView.Form.COMPRESSED));
        assertThat(scene.view().find(new SymbolKey("Far.PDB", INDEX)))
                .contains(new StoreView.Found("far.pdb/" + INDEX + "/file.ptr", StoreView.Form.PTR));
        scene.delete(2);
        scene.delete(1);
        assertThat(scene.tree()).isEmpty();
    }

    @Test
    void theSpellingOfSsqpWinsWhereItIsAskedFor() throws IOException {
        String lower = INDEX.toLowerCase(Locale.ROOT);
        scene.add(AddScene.switches(AddOptions.PLAIN, true, true, false, false, true), entry("App.pdb", INDEX, "x"));
        assertThat(scene.tree()).containsKey("app.pdb/" + lower + "/app.pdb");
        assertThat(scene.view().find(new SymbolKey("app.pdb", lower))).isPresent();
        assertThat(scene.view().find(new SymbolKey("app.pdb", INDEX))).isEmpty();
        scene.delete(1);
        assertThat(scene.tree()).isEmpty();
    }

    private interface Meanwhile {
        void run() throws IOException;
    }

    /** An add by a writer that somebody overtakes just before it gets the lock. */
    private AddResult addOvertaken(Meanwhile meanwhile, AddEntry... entries) throws IOException {
        StoreStorage slow = new ForwardingStorage(scene.plain) {
            @Override
            public StoreLock lock(LockRequest request) throws IOException {
                meanwhile.run();
                return super.lock(request);
            }
        };
        return scene.engine(slow).add(AddScene.request(AddOptions.PLAIN, entries));
    }

    private List<TransactionId> references(String directory) throws IOException {
        return scene.view().refs(directory).orElseThrow().references().stream()
                .map(RefsLine::id)
                .toList();
    }

    @Test
    void aReferenceThatCameMeanwhileIsKept() throws IOException {
        scene.add(entry("other.pdb", INDEX, "x"));
        addOvertaken(() -> scene.add(entry("app.pdb", INDEX, "first")), entry("app.pdb", INDEX, "second"));
        assertThat(references("app.pdb/" + INDEX)).containsExactly(new TransactionId(2), new TransactionId(3));
        assertThat(scene.tree()).containsEntry("app.pdb/" + INDEX + "/app.pdb", "second");
    }

    /** A conversion or a repair takes no id. */
    @Test
    void aReferenceThatCameWithoutATransactionIsKept() throws IOException {
        scene.add(entry("app.pdb", INDEX, "first"));
        byte[] lines =
                scene.plain.readAll("app.pdb/" + INDEX + "/refs.ptr", 1000).orElseThrow();
        AddResult result = addOvertaken(
                () -> {
                    try (StoreLock lock = scene.engine(scene.storage).lockRecovered("convertstore")) {
                        assertThat(lock.stillHeld()).isTrue();
                        scene.plain.claim("b.pdb/" + INDEX + "/refs.ptr", lines);
                    }
                },
                entry("b.pdb", INDEX, "second"));
        assertThat(result.id()).contains(new TransactionId(2));
        assertThat(references("b.pdb/" + INDEX)).containsExactly(new TransactionId(1), new TransactionId(2));
    }

    @Test
    void aReferenceThatComesWhileSomebodyHasTheLockIsKept() throws IOException {
        scene.add(entry("app.pdb", INDEX, "first"));
        byte[] lines =
                scene.plain.readAll("app.pdb/" + INDEX + "/refs.ptr", 1000).orElseThrow();
        StoreLock other = scene.engine(scene.storage).lockRecovered("convertstore"); // and leaves its trace
        addOvertaken(
                () -> {
                    scene.plain.claim("b.pdb/" + INDEX + "/refs.ptr", lines);
                    other.close();
                },
                entry("b.pdb", INDEX, "second"));
        assertThat(references("b.pdb/" + INDEX)).containsExactly(new TransactionId(1), new TransactionId(2));
    }

    @Test
    void aCopyThatIsGoneIsStoredAgain() throws IOException {
        String path = "app.pdb/" + INDEX + "/app.pdb";
        scene.add(entry("app.pdb", INDEX, "content"));
        addOvertaken(() -> scene.plain.remove(path), entry("app.pdb", INDEX, "content"));
        assertThat(scene.tree()).containsEntry(path, "content");
        addOvertaken(
                () -> {
                    scene.plain.remove(path);
                    scene.plain.claim(path, "damaged".getBytes(UTF_8));
                },
                entry("app.pdb", INDEX, "content"));
        assertThat(scene.tree()).containsEntry(path, "content");
    }

    @Test
    void aCopyThatADelTookAwayIsStoredAgain() throws IOException {
        scene.add(entry("app.pdb", INDEX, "content"));
        addOvertaken(() -> scene.delete(1), entry("app.pdb", INDEX, "content"));
        assertThat(scene.tree()).containsEntry("app.pdb/" + INDEX + "/app.pdb", "content");
        assertThat(references("app.pdb/" + INDEX)).containsExactly(new TransactionId(3));
    }

    @Test
    void whatADeadWriterCommittedIsFinishedFirst() throws IOException {
        scene.add(entry("a.pdb", INDEX, "a"));
        ForwardingStorage dying = new ForwardingStorage(scene.plain) {
            @Override
            public boolean remove(String path) throws IOException {
                throw new IOException("connection lost");
            }
        };
        StoreEngine engine = scene.engine(dying);
        Optional<IOException> problem = Optional.empty();
        try {
            engine.add(AddScene.request(AddOptions.PLAIN, entry("b.pdb", INDEX, "b")));
        } catch (IOException e) {
            problem = Optional.of(e);
        }
        assertThat(problem).isPresent();
        assertThat(scene.admin("0000000002.pending")).isNotEqualTo("absent");
        assertThat(scene.delete(2).files()).isEqualTo(1);
        assertThat(scene.admin("0000000002.pending")).isEqualTo("absent");
        assertThat(scene.tree()).containsOnlyKeys("a.pdb/" + INDEX + "/a.pdb", "a.pdb/" + INDEX + "/refs.ptr");
    }
}

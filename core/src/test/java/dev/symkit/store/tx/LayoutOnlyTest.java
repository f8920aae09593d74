// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code --layout-only} (symstore 7.4). */
class LayoutOnlyTest {
    private static final byte[] TEXT = AddScene.text("text", 50_000);
    private static final byte[] OTHER = AddScene.text("other", 50_000);
    private static final AddOptions TWO = AddOptions.PLAIN.withTwoTier(true);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 2);
    }

    private AddResult layout(AddOptions how, AddEntry... entries) throws IOException {
        return store.engine().addLayoutOnly(AddScene.request(how, entries));
    }

    private EntryResult one(AddOptions how, byte[] content) throws IOException {
        return layout(how, AddScene.entry("a.pdb", content)).entries().get(0);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private void nothingElse(String... files) throws IOException {
        assertThat(store.tree().keySet()).containsExactly(files);
        try (var names = Files.list(store.root())) {
            assertThat(names.map(path -> path.getFileName().toString()))
                    .doesNotContain(".symstore.tmp", "000Admin", "pingme.txt");
        }
    }

    @Test
    void writesFilesAndNothingElse() throws IOException {
        AddResult result = layout(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT), AddScene.entry("b.dll", OTHER));
        assertThat(result.id()).isEmpty();
        assertThat(result.entries()).extracting(EntryResult::status).containsOnly(EntryResult.Status.STORED);
        nothingElse("a.pdb/1/a.pdb", "b.dll/1/b.dll");
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo(string(TEXT));
        assertThat(Files.getLastModifiedTime(store.root().resolve("a.pdb/1/a.pdb"))
                        .toInstant())
                .isEqualTo(AddScene.NOW.minusSeconds(100));
    }

    @Test
    void twoTierInANewDirectoryOrWhereItIsAlready() throws IOException {
        layout(TWO, AddScene.entry("a.pdb", TEXT));
        layout(AddOptions.PLAIN, AddScene.entry("b.pdb", TEXT));
        nothingElse("a/a.pdb/1/a.pdb", "b/b.pdb/1/b.pdb", "index2.txt");
        store = new AddScene(directory.resolve("one"), 1);
        layout(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT));
        assertThat(layout(TWO, AddScene.entry("b.pdb", TEXT)).notes()).hasSize(1);
        nothingElse("a.pdb/1/a.pdb", "b.pdb/1/b.pdb");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "case does not count there")
    void aPrefixHasTheCaseOfItsNameUnlessTheNameIsThere() throws IOException {
        layout(TWO, AddScene.entry("App.pdb", TEXT));
        layout(AddOptions.PLAIN, AddScene.entry("apple.pdb", TEXT), AddScene.entry("Apple2.pdb", TEXT));
        layout(AddOptions.PLAIN, AddScene.entry("APP.pdb", TEXT), AddScene.entry("aPPLE.pdb", TEXT));
        nothingElse("Ap/App.pdb/1/App.pdb", "Ap/Apple2.pdb/1/Apple2.pdb", "ap/apple.pdb/1/apple.pdb", "index2.txt");
    }

    @Test
    void formsReplaceEachOther() throws IOException {
        assertThat(one(AddScene.CAB, TEXT).path()).isEqualTo("a.pdb/1/a.pd_");
        nothingElse("a.pdb/1/a.pd_");
        assertThat(one(AddScene.CAB, TEXT).status()).isEqualTo(EntryResult.Status.SAME);
        EntryResult plain = one(AddOptions.PLAIN, OTHER);
        assertThat(plain.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(plain.replaced()).isTrue();
        nothingElse("a.pdb/1/a.pdb");
    }

    @Test
    void keepsWhatIsThereIfAskedTo() throws IOException {
        one(AddScene.CAB, TEXT);
        EntryResult kept = one(AddScene.switches(AddOptions.PLAIN, true, false, false, false, false), OTHER);
        assertThat(kept.status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(kept.path()).isEqualTo("a.pdb/1/a.pd_");
        assertThat(kept.message()).isNotEmpty();
        EntryResult skipped = one(AddScene.switches(AddOptions.PLAIN, true, true, true, false, false), OTHER);
        assertThat(skipped.status()).isEqualTo(EntryResult.Status.SKIPPED);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        nothingElse("a.pdb/1/a.pd_");
    }

    @Test
    void lowerCaseNames() throws IOException {
        AddOptions lower = AddScene.switches(TWO, true, true, false, false, true);
        AddEntry entry = new AddEntry(
                new SymbolKey("App.PDB", "0123456789ABCDEF0123456789ABCDEF1a"),
                SymbolClass.PRI,
                new AddScene.Source("C:\\out\\App.PDB", TEXT, false),
                false);
        layout(lower, entry);
        nothingElse("ap/app.pdb/0123456789abcdef0123456789abcdef1a/app.pdb", "index2.txt");
    }

    @Test
    void pointers() throws IOException {
        one(AddScene.pointing("", false), TEXT);
        nothingElse("a.pdb/1/file.ptr");
        assertThat(store.file("a.pdb/1/file.ptr")).isEqualTo("C:\\out\\a.pdb");
        one(AddOptions.PLAIN, TEXT);
        nothingElse("a.pdb/1/a.pdb");
    }

    @Test
    void leavesManagedStoresAlone() throws IOException {
        store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT));
        assertThatThrownBy(() -> one(AddOptions.PLAIN, OTHER))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.MANAGED));
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo(string(TEXT));
    }

    @Test
    void clearsUpAfterADeadWriter() throws IOException {
        Path staged = store.root().resolve(".symstore.tmp/tmp-1/0");
        Files.createDirectories(staged.getParent());
        Files.write(staged, TEXT);
        Files.writeString(staged.resolveSibling("alive"), "alive");
        one(AddOptions.PLAIN, TEXT);
        nothingElse("a.pdb/1/a.pdb");
    }

    /** Somebody else writes the file between the look and the publish. */
    @Test
    void doesNotOverwriteAFileThatJustCameIfAskedTo() throws IOException {
        AddOptions careful = AddScene.switches(AddOptions.PLAIN, true, false, false, false, false);
        ForwardingStorage slow = new ForwardingStorage(store.storage()) {
            @Override
            public Outcome publish(String handle, String path, Condition condition) throws IOException {
                Files.write(store.root().resolve(path), OTHER);
                return super.publish(handle, path, condition);
            }
        };
        EntryResult result = store.engine(slow)
                .addLayoutOnly(AddScene.request(careful, AddScene.entry("a.pdb", TEXT)))
                .entries()
                .get(0);
        assertThat(result.status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo(string(OTHER));
    }

    /** Every change of the directory fails once: files are whole or absent, and a second run does the rest. */
    @Test
    void everyFileIsWholeWhateverFails() throws IOException {
        for (int n = 1; ; n++) {
            store = new AddScene(directory.resolve("n" + n), 1);
            one(AddOptions.PLAIN, OTHER);
            FailingStorage failing = new FailingStorage(store.storage(), n);
            List<AddEntry> entries = List.of(AddScene.entry("a.pdb", TEXT), AddScene.entry("b.pdb", TEXT));
            AddRequest request = new AddRequest("prod", "", "", AddScene.CAB, entries);
            try {
                store.engine(failing).addLayoutOnly(request);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("call " + n);
            }
            store.tree().forEach((name, content) -> {
                if (!name.startsWith(".symstore.tmp")) {
                    assertThat(name.endsWith("_") ? string(store.unpacked(name)) : content)
                            .isIn(string(TEXT), string(OTHER));
                }
            });
            store.engine().addLayoutOnly(request);
            nothingElse("a.pdb/1/a.pd_", "b.pdb/1/b.pd_");
            if (failing.calls() < n) {
                assertThat(n).isGreaterThan(5);
                return;
            }
        }
    }

    /** Fails the n-th call that changes something. Confined to one thread. */
    private static final class FailingStorage extends ForwardingStorage {
        private final int n;
        private int calls;

        FailingStorage(StoreStorage real, int n) {
            super(real);
            this.n = n;
        }

        int calls() {
            return calls;
        }

        private void call() throws IOException {
            if (++calls == n) {
                throw new IOException("failed at call " + n);
            }
        }

        @Override
        public Staging newLayoutStaging() throws IOException {
            call();
            return super.newLayoutStaging();
        }

        @Override
        public void makeDirectory(String path) throws IOException {
            call();
            super.makeDirectory(path);
        }

        @Override
        public Outcome publish(String handle, String path, Condition condition) throws IOException {
            call();
            return super.publish(handle, path, condition);
        }

        @Override
        public boolean remove(String path, String version) throws IOException {
            call();
            return super.remove(path, version);
        }

        @Override
        public void sync(Collection<String> paths) throws IOException {
            call();
            super.sync(paths);
        }
    }
}

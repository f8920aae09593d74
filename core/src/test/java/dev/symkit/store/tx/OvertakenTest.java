// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A lock that keeps nobody out, and two writers that take the same id (symbol-store-format 8.3, last point). */
class OvertakenTest {
    @TempDir
    Path root;

    /** How the removal of the plan that was overtaken ends. */
    enum Removal {
        DONE,
        FAILS,
        FAILS_THOUGH_DONE,
        REFUSED
    }

    /** Everybody gets the lock. */
    private static class Unlocked extends ForwardingStorage {
        Unlocked(Path root) throws IOException {
            super(StoreStorages.local(root, new StorageOptions(false)));
        }

        @Override
        public StoreLock lock(LockRequest request) {
            return new StoreLock() {
                @Override
                public boolean stillHeld() {
                    return true;
                }

                @Override
                public void close() {
                    // nobody is kept out
                }
            };
        }
    }

    /** Just before the first plan is claimed, another writer adds {@code a.pdb} and {@code b.pdb} as a whole transaction. */
    private final class Slow extends Unlocked {
        private final Removal removal;
        private boolean overtaken;
        private boolean removed;

        Slow(Removal removal) throws IOException {
            super(root);
            this.removal = removal;
        }

        @Override
        public boolean claim(String path, byte[] content) throws IOException {
            if (path.endsWith(".pending") && !overtaken) {
                overtaken = true;
                new TestEngine(new Unlocked(root)).add("other", "a.pdb", "b.pdb");
            }
            return super.claim(path, content);
        }

        @Override
        public boolean remove(String path, String version) throws IOException {
            if (!path.endsWith(".pending") || removed) {
                return super.remove(path, version);
            }
            removed = true;
            if (removal == Removal.REFUSED) {
                return false;
            }
            if (removal == Removal.FAILS) {
                throw new IOException("connection lost");
            }
            boolean result = super.remove(path, version);
            if (removal == Removal.FAILS_THOUGH_DONE) {
                throw new IOException("connection lost");
            }
            return result;
        }
    }

    @BeforeEach
    void base() throws IOException {
        assertThat(new TestEngine(new Unlocked(root)).add("base", "a.pdb").id()).contains(new TransactionId(1));
    }

    private static String text(StoreStorage storage, String path) throws IOException {
        return new String(storage.readAll(path, 1000).orElse("absent".getBytes(UTF_8)), UTF_8);
    }

    private static List<String> products(StoreStorage storage) throws IOException {
        return new StoreView(storage)
                .server().transactions().stream()
                        .map(TransactionRecord::product)
                        .toList();
    }

    private static void assertClean(StoreStorage storage, long transactions) throws IOException {
        assertThat(storage.list("000Admin")).noneMatch(name -> name.endsWith(".pending") || name.startsWith("tmp-"));
        List<TransactionId> ids = new StoreView(storage)
                .history().ids().stream().map(id -> id.orElseThrow()).toList();
        assertThat(ids).hasSize((int) transactions);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).isEqualTo(new TransactionId(i + 1));
        }
    }

    @Test
    void anAddThatWasOvertakenStartsAgainWithTheNextId() throws IOException {
        Slow slow = new Slow(Removal.DONE);
        assertThat(new TestEngine(slow).add("own", "a.pdb").id()).contains(new TransactionId(3));
        assertThat(products(slow)).containsExactly("base", "other", "own");
        assertThat(text(slow, "a.pdb/1/a.pdb")).isEqualTo(TestEngine.content("own", "a.pdb"));
        assertThat(text(slow, "a.pdb/1/refs.ptr")).contains("0000000001", "0000000002", "0000000003");
        assertClean(slow, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "FAILS_THOUGH_DONE", "REFUSED"})
    void anAddWhosePlanCannotBeRemovedHasChangedNothing(Removal removal) throws IOException {
        Slow slow = new Slow(removal);
        assertThatThrownBy(() -> new TestEngine(slow).add("own", "a.pdb", "c.pdb"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_LOST))
                .hasMessageContaining("0000000002")
                .hasMessageContaining("nothing was changed");
        assertThat(slow.stat("000Admin/0000000002.pending").isPresent())
                .isEqualTo(removal != Removal.FAILS_THOUGH_DONE);

        StoreStorage storage = new Unlocked(root);
        new TestEngine(storage).add("next", "d.pdb");
        assertThat(products(storage)).containsExactly("base", "other", "next");
        assertThat(text(storage, "a.pdb/1/a.pdb")).isEqualTo(TestEngine.content("other", "a.pdb"));
        assertThat(storage.stat("c.pdb/1/c.pdb")).isEmpty();
        assertThat(storage.stat("c.pdb/1/refs.ptr")).isEmpty();
        assertThat(text(storage, "000Admin/0000000002")).contains("/src/other/a.pdb");
        assertClean(storage, 3);
    }

    /** The files that the plan is going to remove have not changed: only that it was overtaken keeps them. */
    @ParameterizedTest
    @EnumSource(names = {"FAILS", "REFUSED"})
    void aDelWhosePlanCannotBeRemovedHasChangedNothing(Removal removal) throws IOException {
        StoreStorage storage = new Unlocked(root);
        new TestEngine(storage).add("only", "e.pdb");
        Slow slow = new Slow(removal);
        assertThatThrownBy(() -> new TestEngine(slow).engine().delete(new DeleteRequest(new TransactionId(2), false)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("0000000003");

        new TestEngine(storage).add("next", "d.pdb");
        assertThat(products(storage)).containsExactly("base", "only", "other", "next");
        assertThat(text(storage, "e.pdb/1/e.pdb")).isEqualTo(TestEngine.content("only", "e.pdb"));
        assertThat(text(storage, "e.pdb/1/refs.ptr")).contains("0000000002");
        assertThat(storage.stat("000Admin/0000000002")).isPresent();
        assertClean(storage, 4);
    }

    /** Stops as soon as it has published a file of that name. */
    @ParameterizedTest
    @CsvSource({"a.pdb", "refs.ptr", "0000000002", "lastid.txt", "history.txt", "server.txt"})
    void aPlanThatWasBegunIsFinished(String last) throws IOException {
        StoreStorage dying = new Unlocked(root) {
            private boolean dead;

            @Override
            public Outcome publish(String handle, String path, Condition condition) throws IOException {
                if (dead) {
                    throw new IOException("disk full");
                }
                dead = path.endsWith("/" + last);
                return super.publish(handle, path, condition);
            }

            @Override
            public boolean remove(String path, String version) throws IOException {
                if (dead) {
                    throw new IOException("disk full");
                }
                return super.remove(path, version);
            }
        };
        assertThatThrownBy(() -> new TestEngine(dying).add("own", "a.pdb"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_FINISHED));
        StoreStorage storage = new Unlocked(root);
        new TestEngine(storage).add("next", "d.pdb");
        assertThat(products(storage)).containsExactly("base", "own", "next");
        assertThat(text(storage, "a.pdb/1/a.pdb")).isEqualTo(TestEngine.content("own", "a.pdb"));
        assertClean(storage, 3);
    }

    @Test
    void saysThatNoIdIsLeft() throws IOException {
        StoreStorage storage = new Unlocked(root);
        Files.writeString(root.resolve("000Admin/lastid.txt"), "9999999999");
        assertThatThrownBy(() -> new TestEngine(storage).add("own", "a.pdb"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("9999999999");
    }
}

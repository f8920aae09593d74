// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static dev.symkit.store.tx.CanonicalScene.INDEX;
import static dev.symkit.store.tx.CanonicalScene.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage that lists directories as they were a while ago; asked for a single file it tells what is there. */
class OutdatedListingTest {
    private static final String DIRECTORY = "a.pdb/" + INDEX;

    private CanonicalScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new CanonicalScene();
        scene.add(entry("first.pdb", INDEX, "first"));
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    /** Lists what some directories held when this was made. */
    private static final class Outdated extends ForwardingStorage {
        private final Map<String, Map<String, StorageEntry>> listings = new HashMap<>();

        Outdated(StoreStorage real, String... directories) throws IOException {
            super(real);
            for (String directory : directories) {
                listings.put(directory, real.entries(directory));
            }
        }

        @Override
        public Map<String, StorageEntry> entries(String directory) throws IOException {
            Map<String, StorageEntry> listed = listings.get(directory);
            return listed == null ? super.entries(directory) : listed;
        }
    }

    private List<TransactionId> references() throws IOException {
        return scene.view().refs(DIRECTORY).orElseThrow().references().stream()
                .map(RefsLine::id)
                .toList();
    }

    private static List<TransactionId> ids(int... values) {
        return java.util.Arrays.stream(values).mapToObj(TransactionId::new).toList();
    }

    @Test
    void aReferenceThatIsNotListedIsKept() throws IOException {
        StoreStorage outdated = new Outdated(scene.plain, DIRECTORY);
        scene.add(entry("a.pdb", INDEX, "a"));
        scene.engine(outdated).add(AddScene.request(AddOptions.PLAIN, entry("a.pdb", INDEX, "a")));
        assertThat(references()).isEqualTo(ids(2, 3));
        scene.delete(3);
        assertThat(scene.tree()).containsEntry(DIRECTORY + "/a.pdb", "a");
    }

    @Test
    void aCopyThatIsListedAndGoneIsStoredAgain() throws IOException {
        scene.add(entry("a.pdb", INDEX, "a"));
        StoreStorage outdated = new Outdated(scene.plain, DIRECTORY);
        scene.delete(2);
        scene.engine(outdated).add(AddScene.request(AddOptions.PLAIN, entry("a.pdb", INDEX, "a")));
        assertThat(references()).isEqualTo(ids(4));
        assertThat(scene.tree()).containsEntry(DIRECTORY + "/a.pdb", "a");
    }

    @Test
    void whatIsNotListedIsDeleted() throws IOException {
        StoreStorage outdated = new Outdated(scene.plain, DIRECTORY, "000Admin");
        scene.add(entry("a.pdb", INDEX, "a"));
        DeleteResult deleted = scene.engine(outdated).delete(new DeleteRequest(new TransactionId(2), false));
        assertThat(deleted.files()).isEqualTo(1);
        assertThat(deleted.errors()).isZero();
        assertThat(scene.tree()).hasSize(2);
        assertThat(scene.admin("0000000002.deleted")).isNotEqualTo("absent");
    }

    @Test
    void recordsThatAreListedInAnEarlierVersionKeepTheirLines() throws IOException {
        StoreStorage outdated = new Outdated(scene.plain, "000Admin");
        scene.add(entry("a.pdb", INDEX, "a"));
        scene.engine(outdated).add(AddScene.request(AddOptions.PLAIN, entry("b.pdb", INDEX, "b")));
        assertThat(scene.view().history().ids().stream()
                        .map(id -> id.orElseThrow())
                        .toList())
                .isEqualTo(ids(1, 2, 3));
        assertThat(scene.view().server().transactions()).hasSize(3);
        assertThat(scene.admin("lastid.txt")).isEqualTo("0000000003");
    }

    /** Its writer died when it had published that file. */
    @ParameterizedTest
    @ValueSource(strings = {"a.pdb", "refs.ptr", "0000000002", "lastid.txt", "history.txt", "server.txt"})
    void aPlanThatIsNotListedIsFinishedFirst(String last) throws IOException {
        StoreStorage outdated = new Outdated(scene.plain, "000Admin");
        StoreStorage dying = new ForwardingStorage(scene.plain) {
            private boolean dead;

            @Override
            public Outcome publish(String handle, String path, Condition condition) throws IOException {
                requireLife();
                dead = path.endsWith("/" + last);
                return super.publish(handle, path, condition);
            }

            @Override
            public boolean remove(String path) throws IOException {
                requireLife();
                return super.remove(path);
            }

            private void requireLife() throws IOException {
                if (dead) {
                    throw new IOException("connection lost");
                }
            }
        };
        assertThatThrownBy(
                        () -> scene.engine(dying).add(AddScene.request(AddOptions.PLAIN, entry("a.pdb", INDEX, "a"))))
                .isInstanceOf(IOException.class);
        boolean numbered = List.of("lastid.txt", "history.txt", "server.txt").contains(last);
        if (numbered) {
            scene.engine(outdated).add(AddScene.request(AddOptions.PLAIN, entry("b.pdb", INDEX, "b")));
        } else { // the plan's name is taken, so that it is looked for until the listing tells of it
            scene.add(entry("b.pdb", INDEX, "b"));
        }
        assertThat(scene.view().server().transactions()).hasSize(3);
        assertThat(references()).isEqualTo(ids(2));
        assertThat(scene.admin("0000000002.pending")).isEqualTo("absent");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static dev.symkit.store.tx.CanonicalScene.INDEX;
import static dev.symkit.store.tx.CanonicalScene.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.CallCounter;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection to a store of canonical names is lost at each call in turn; the next writer finds or makes a sound store. */
class CanonicalFaultTest {
    /** What the writer does whose connection is lost. */
    @FunctionalInterface
    private interface Step {
        void run(StoreEngine engine) throws IOException;
    }

    @ParameterizedTest(name = "the call takes effect: {0}")
    @ValueSource(booleans = {false, true})
    void anAddIsThereAsAWholeOrNotAtAll(boolean takesEffect) throws IOException {
        int steps = sweep(
                engine -> engine.add(AddScene.request(
                        AddOptions.PLAIN,
                        entry("a.pdb", INDEX, "a"),
                        entry("b.pdb", INDEX, "new"),
                        entry("d.pdb", INDEX, "d"))),
                takesEffect);
        assertThat(steps).isGreaterThan(30);
    }

    @ParameterizedTest(name = "the call takes effect: {0}")
    @ValueSource(booleans = {false, true})
    void aDelIsDoneAsAWholeOrNotAtAll(boolean takesEffect) throws IOException {
        int steps = sweep(engine -> engine.delete(new DeleteRequest(new TransactionId(1), false)), takesEffect);
        assertThat(steps).isGreaterThan(25);
    }

    /** Gives back how many calls the step made when nothing was lost. */
    private static int sweep(Step step, boolean takesEffect) throws IOException {
        for (int calls = 0; ; calls++) {
            try (CanonicalScene scene = new CanonicalScene()) {
                scene.add(entry("a.pdb", INDEX, "a"), entry("b.pdb", INDEX, "b"), entry("c.pdb", INDEX, "c"));
                scene.add(entry("a.pdb", INDEX, "a"));
                CallCounter counter = new CallCounter();
                counter.breakAfter(calls, takesEffect);
                StoreStorage breaking = counter.over(scene.plain);
                boolean done = isDone(() -> step.run(scene.engine(breaking)));
                scene.add(entry("next.pdb", INDEX, "next"));
                assertSound(scene, "lost after " + calls + " calls: " + counter.calls());
                if (done && counter.calls().size() <= calls) {
                    return calls;
                }
            }
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private static boolean isDone(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertSound(CanonicalScene scene, String when) throws IOException {
        StoreView view = scene.view();
        List<Optional<TransactionId>> history = view.history().ids();
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i)).as(when).contains(new TransactionId(i + 1));
        }
        Set<String> expected = new HashSet<>();
        for (TransactionRecord record : view.server().transactions()) {
            for (TransactionFile.Entry each :
                    view.transaction(record.id()).orElseThrow().entries()) {
                expected.add(record.id() + " " + each.name() + "/" + each.index());
            }
        }
        assertThat(references(scene, view)).as(when).isEqualTo(expected);
        assertThat(scene.plain.list("000Admin"))
                .as(when)
                .noneMatch(name -> name.endsWith(".pending") || name.endsWith(".excl"));
    }

    /** Each reference in the store; a stored file is there for each directory that has one, and for no other. */
    private static Set<String> references(CanonicalScene scene, StoreView view) throws IOException {
        Set<String> references = new HashSet<>();
        Set<String> withReferences = new HashSet<>();
        Set<String> withFile = new HashSet<>();
        for (String path : scene.tree().keySet()) {
            String directory = path.substring(0, path.lastIndexOf('/'));
            (path.endsWith("/" + RefsFile.NAME) ? withReferences : withFile).add(directory);
        }
        assertThat(withFile).isEqualTo(withReferences);
        for (String directory : withReferences) {
            for (RefsLine line : view.refs(directory).orElseThrow().references()) {
                references.add(line.id() + " " + directory);
            }
        }
        return references;
    }
}

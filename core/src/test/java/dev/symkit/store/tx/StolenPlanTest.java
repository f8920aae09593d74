// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static dev.symkit.store.tx.CanonicalScene.INDEX;
import static dev.symkit.store.tx.CanonicalScene.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A writer waits so long for the answer to its claim of a plan that another one has taken the lock over and carries the plan out. */
class StolenPlanTest {
    /** Takes the lock over while the plan is claimed, carries out so many steps of it, and gets no further. */
    private static final class Thief extends ForwardingStorage {
        private final StoreStorage real;
        private final int steps;
        private boolean stolen;

        Thief(StoreStorage real, int steps) {
            super(real);
            this.real = real;
            this.steps = steps;
        }

        @Override
        public boolean claim(String path, byte[] content) throws IOException {
            boolean claimed = super.claim(path, content);
            if (path.endsWith(".pending")) {
                stolen = true;
                Plan plan = Plan.parse(path, content).orElseThrow();
                for (Plan.Publish each : plan.publishes().subList(0, steps)) {
                    assertThat(real.publish(each.handle(), each.path(), each.condition()))
                            .isEqualTo(Outcome.PUBLISHED);
                }
            }
            return claimed;
        }

        @Override
        public StoreLock lock(LockRequest request) throws IOException {
            StoreLock lock = super.lock(request);
            return new StoreLock() {
                @Override
                public boolean stillHeld() throws IOException {
                    return !stolen && lock.stillHeld();
                }

                @Override
                public void close() throws IOException {
                    lock.close();
                }
            };
        }
    }

    /** It got as far as lastid.txt. */
    @Test
    void isLeftToTheThief() throws IOException {
        try (CanonicalScene scene = new CanonicalScene()) {
            scene.add(entry("first.pdb", INDEX, "first"));
            StoreEngine engine = scene.engine(new Thief(scene.plain, 4));
            assertThatThrownBy(() -> engine.add(AddScene.request(AddOptions.PLAIN, entry("a.pdb", INDEX, "a"))))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_FINISHED));
            assertThat(scene.admin("0000000002.pending")).isNotEqualTo("absent");
            scene.add(entry("b.pdb", INDEX, "b"));
            assertThat(scene.admin("history.txt")).contains("0000000002,add").contains("0000000003,add");
            assertThat(scene.view().server().transactions()).hasSize(3);
            assertThat(scene.tree()).hasSize(6);
        }
    }

    /** A thief that is done with all of it leaves nothing to do. */
    @Test
    void isFinishedIfTheThiefWroteHistory() throws IOException {
        try (CanonicalScene scene = new CanonicalScene()) {
            scene.add(entry("first.pdb", INDEX, "first"));
            StoreEngine engine = scene.engine(new Thief(scene.plain, 6));
            assertThat(engine.add(AddScene.request(AddOptions.PLAIN, entry("a.pdb", INDEX, "a")))
                            .id())
                    .isPresent();
            assertThat(scene.admin("0000000002.pending")).isEqualTo("absent");
            assertThat(scene.tree()).hasSize(4);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repair in which one call fails, whichever it is, before or after it took effect, is completed by the next one. */
final class RepairFaultTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isCompletedByTheNextWhicheverCallFails(boolean effective) throws IOException {
        int failures = 0;
        for (int n = 1; ; n++) {
            RepairScene scene = RepairScene.prepare(Files.createDirectory(directory.resolve("n" + n)));
            scene.damage();
            FaultPoint fault = new FaultPoint(n, effective);
            boolean failed = false;
            try (StoreStorage storage = new CrashStorage(scene.open(), fault)) {
                assertThat(scene.repair(storage).isClean()).isTrue();
            } catch (IOException e) {
                failed = true;
            }
            if (fault.failed().isEmpty()) {
                assertThat(failed).isFalse();
                break;
            }
            failures++;
            String when = "failed at " + n + ", " + fault.failed();
            assertThat(scene.repair().isClean()).as(when).isTrue();
            assertThat(scene.tree()).as(when).isEqualTo(scene.sound());
            assertThat(scene.path("e.pdb")).as(when).doesNotExist();
            assertThat(scene.repair().problems()).as(when).isEmpty();
        }
        assertThat(failures).isGreaterThan(20);
    }
}

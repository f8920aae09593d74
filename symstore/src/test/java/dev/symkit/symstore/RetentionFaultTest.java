// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call that changes a store fails once during a del of several transactions, a merge or an adoption. */
final class RetentionFaultTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"DEL,false", "MERGE,false", "ADOPT,false", "DEL,true", "MERGE,true", "ADOPT,true"})
    void eachTransactionIsWholeOrAbsentAndTheRunCanBeRepeated(RetentionScene.Verb verb, boolean effective)
            throws IOException {
        int[] seen = new int[3];
        for (int n = 1; ; n++) {
            RetentionScene scene = RetentionScene.prepare(directory.resolve("n" + n), verb);
            FaultPoint fault = new FaultPoint(n, effective);
            boolean failed = false;
            try (StoreStorage storage = new CrashStorage(scene.open(), fault)) {
                scene.run(storage);
            } catch (IOException e) {
                failed = true;
            }
            String when = verb + " failed at " + n + ", " + fault.failed();
            scene.recover();
            seen[scene.check(when)]++;
            scene.complete(when);
            if (fault.failed().isEmpty()) {
                assertThat(failed).isFalse();
                break;
            }
        }
        assertThat(seen[0]).isGreaterThan(3);
        assertThat(seen[1]).isGreaterThan(3);
        assertThat(seen[2] > 3).isEqualTo(verb != RetentionScene.Verb.ADOPT);
    }
}

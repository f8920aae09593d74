// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call that changes a store fails once, before or after it has taken effect (symbol-store-format 8.2). */
final class FaultTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "FRESH,false", "ADD,false", "DEL,false", "COMPRESS,false", "POINT,false", "NO_REFS,false",
        "FRESH,true", "ADD,true", "DEL,true", "COMPRESS,true", "POINT,true", "NO_REFS,true"
    })
    void isWholeOrAbsentWhicheverCallFails(CrashKind kind, boolean effective) throws IOException {
        int whole = 0;
        int none = 0;
        for (int n = 1; ; n++) {
            CrashScene scene = CrashScene.prepare(directory.resolve("n" + n), kind);
            FaultPoint fault = new FaultPoint(n, effective);
            boolean failed = false;
            try (StoreStorage storage = new CrashStorage(scene.open(), fault)) {
                scene.run(storage);
            } catch (IOException e) {
                failed = true;
            }
            scene.recover();
            boolean present = new CrashCheck(scene).run(kind + " failed at " + n + ", " + fault.failed());
            if (fault.failed().isEmpty()) {
                assertThat(failed).isFalse();
                assertThat(present).isTrue();
                break;
            }
            whole += present ? 1 : 0;
            none += present ? 0 : 1;
        }
        assertThat(whole).isGreaterThan(5);
        assertThat(none).isGreaterThan(5);
    }
}

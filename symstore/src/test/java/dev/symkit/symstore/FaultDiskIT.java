// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk stops for good before every single low-level step, inside storage calls too: a file made and not written, written
 * by half, linked and not yet unlinked. For the files this is what a killed process leaves (symbol-store-format 8.5).
 */
final class FaultDiskIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(CrashKind.class)
    void isWholeOrAbsentWhereverTheDiskStops(CrashKind kind) throws IOException {
        int whole = 0;
        int none = 0;
        boolean reached = true;
        for (int n = 1; reached; n++) {
            CrashScene scene = CrashScene.prepare(directory.resolve("n" + n), kind);
            StoppingDisk disk = new StoppingDisk(n);
            run(scene, disk);
            recover(scene, Optional.empty());
            boolean present = new CrashCheck(scene).run(kind + " at step " + n + ", " + disk.stopped());
            reached = !disk.stopped().isEmpty();
            assertThat(present || reached).isTrue();
            assertThat(present).as(disk.stopped()).isEqualTo(disk.committed() || !reached);
            whole += present ? 1 : 0;
            none += present ? 0 : 1;
        }
        assertThat(whole).isGreaterThan(10);
        assertThat(none).isGreaterThan(10);
    }

    /** The disk stops after the commit, and again before every step of the recovery. */
    @ParameterizedTest
    @CsvSource({"FRESH,12", "ADD,1", "ADD,9", "DEL,1", "DEL,9"})
    void isWholeWhereverTheDiskStopsAgainWhileRecovering(CrashKind kind, int afterCommit) throws IOException {
        boolean reached = true;
        for (int n = 1; reached; n++) {
            CrashScene scene = CrashScene.prepare(directory.resolve("n" + n), kind);
            StoppingDisk first = new StoppingDisk(-afterCommit);
            run(scene, first);
            assertThat(first.stopped()).isNotEmpty();
            StoppingDisk second = new StoppingDisk(n);
            recover(scene, Optional.of(second));
            recover(scene, Optional.empty());
            assertThat(new CrashCheck(scene)
                            .run(kind + " at " + first.stopped() + ", then at step " + n + ", " + second.stopped()))
                    .isTrue();
            reached = !second.recovered();
        }
    }

    private static void run(CrashScene scene, StoppingDisk disk) {
        try (StoreStorage storage = scene.open(disk)) {
            scene.run(storage);
        } catch (IOException e) {
            assertThat(disk.stopped()).as(e.toString()).isNotEmpty();
        }
    }

    private static void recover(CrashScene scene, Optional<StoppingDisk> disk) throws IOException {
        try (StoreStorage storage = disk.isPresent() ? scene.open(disk.get()) : scene.open()) {
            scene.recover(storage);
        } catch (IOException e) {
            if (disk.isEmpty() || disk.get().stopped().isEmpty()) {
                throw e;
            }
        }
    }

    /** Makes no step from the n-th on; a negative n counts from the commit. */
    private static final class StoppingDisk implements CrashDisk.Step {
        private final int n;
        private int steps;
        private int committedAt;
        private String stopped = "";
        private boolean recovered;

        StoppingDisk(int n) {
            this.n = n;
        }

        synchronized String stopped() {
            return stopped;
        }

        /** Whether the plan got its name. */
        synchronized boolean committed() {
            return committedAt > 0;
        }

        /** Whether a plan was done and gone. */
        synchronized boolean recovered() {
            return recovered;
        }

        @Override
        public synchronized void before(String step) throws IOException {
            if (stopped.isEmpty()) {
                steps++;
                boolean now = n > 0 ? steps == n : committedAt > 0 && steps == committedAt - n;
                stopped = now ? step : "";
            }
            if (!stopped.isEmpty()) {
                throw new IOException("the disk stopped at: " + stopped);
            }
            recovered |= step.matches("delete .*[.]pending");
            if (step.startsWith("link tmp-claim") && step.endsWith(".pending")) {
                committedAt = steps;
            }
        }
    }
}

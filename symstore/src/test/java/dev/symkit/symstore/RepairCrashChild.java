// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;

/** The child process of {@link RepairCrashIT}. */
final class RepairCrashChild {
    private RepairCrashChild() {}

    /** {@code <directory> calls|steps <n>}: a repair, held before the n-th call that changes the store, or low-level step. */
    public static void main(String[] args) throws IOException {
        RepairScene scene = RepairScene.in(Path.of(args[0]));
        CrashChild.StopPoint point = new CrashChild.StopPoint(Integer.parseInt(args[2]), false);
        try (StoreStorage storage = args[1].equals("steps")
                ? scene.open(point::reach)
                : new CrashStorage(scene.open(), CrashStorage.before(point::reach))) {
            scene.repair(storage);
        }
        CrashChild.say("FINISHED");
    }
}

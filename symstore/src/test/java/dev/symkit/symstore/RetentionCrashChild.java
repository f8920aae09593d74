// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;

/** The child process of {@link RetentionCrashIT}. */
final class RetentionCrashChild {
    private RetentionCrashChild() {}

    /** {@code <directory> <verb> <n>}: the run of a {@link RetentionScene}, held before the n-th call that changes the store. */
    public static void main(String[] args) throws IOException {
        RetentionScene scene = RetentionScene.in(Path.of(args[0]), RetentionScene.Verb.valueOf(args[1]));
        CrashChild.StopPoint point = new CrashChild.StopPoint(Integer.parseInt(args[2]), false);
        try (StoreStorage storage = new CrashStorage(scene.open(), CrashStorage.before(point::reach))) {
            scene.run(storage);
        }
        CrashChild.say("FINISHED");
    }
}

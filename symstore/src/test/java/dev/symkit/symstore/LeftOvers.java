// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a killed writer leaves in a store: plans, locks and staging.
 *
 * @param store the root of the store
 */
record LeftOvers(Path store) {
    /** The next writer of the store. */
    interface Writer {
        void write() throws IOException;
    }

    /**
     * After one writer all of it is gone. What belongs to nobody that could be asked whether he lives, a claim without its
     * final name above all, goes once it is a day old.
     */
    void assertGone(Writer next, String when) throws IOException {
        if (!paths().isEmpty()) {
            assertThat(paths()).as(when).allMatch(path -> isUnlocked(path));
            for (Path path : paths()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
            }
            next.write();
        }
        assertThat(paths()).as(when).isEmpty();
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems())
                .as(when)
                .isEmpty();
    }

    private static boolean isUnlocked(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("tmp-") && (!Files.isDirectory(path) || Files.notExists(path.resolve("alive")));
    }

    /** All of it. */
    List<Path> paths() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(store, store.resolve("000Admin"))) {
            try (Stream<Path> paths = Files.list(place)) {
                paths.filter(path -> path.getFileName().toString().matches("tmp-.*|.*[.]pending|.*[.]excl"))
                        .forEach(found::add);
            }
        }
        return found;
    }
}

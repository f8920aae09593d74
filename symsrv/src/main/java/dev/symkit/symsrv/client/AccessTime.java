// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Access times of cached files, which AgeStore goes by. File systems do not keep them well (symsrv.md 9.3). */
final class AccessTime {
    private static final Duration FRESH = Duration.ofHours(24);

    private AccessTime() {}

    /** Sets the access time of a file that is used now, unless it is from the last day. */
    static void touch(Path file, Instant now) {
        BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
        try {
            FileTime last = view.readAttributes().lastAccessTime();
            if (last.toInstant().isBefore(now.minus(FRESH))) {
                view.setTimes(null, FileTime.from(now), null);
            }
        } catch (IOException e) {
            // Somebody else's cache, or one that cannot be written to: others keep the time.
        }
    }
}

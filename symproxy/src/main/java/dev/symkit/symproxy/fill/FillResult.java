// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.symproxy.bucket.SignedUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What somebody hears who asked for a file that has to come from upstream. */
public sealed interface FillResult {
    /**
     * It is arriving.
     *
     * @param file what is there so far, and what will be
     * @param upstream where it comes from
     */
    record Arriving(GrowingFile file, String upstream) implements FillResult {}

    /**
     * It is in the directory.
     *
     * @param file where
     * @param upstream where it came from
     */
    record Stored(Path file, String upstream) implements FillResult {}

    /**
     * An upstream has it, and it was left there.
     *
     * @param size in bytes; -1 if that is not known
     * @param upstream where
     * @param signed where the client gets it itself, if it is to
     */
    record There(long size, String upstream, Optional<SignedUrl> signed) implements FillResult {}

    /**
     * No upstream has it.
     *
     * @param remembered how long that is believed; zero if it is not
     */
    record Missing(Duration remembered) implements FillResult {}

    /** An upstream that may have it cannot be asked. */
    record Unavailable() implements FillResult {}

    /** It is searched still: who asked does not want to wait any longer. */
    record Searching() implements FillResult {}

    /** Too many searches wait. */
    record Busy() implements FillResult {}

    /** It is there, but there is no space for it anywhere. */
    record NoSpace() implements FillResult {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.io.FormatException;
import java.io.IOException;

/** Reads one part of a file that may be damaged, so that one damage does not hide another. */
final class Attempt {
    /** What reads the part. */
    interface Part {
        void read() throws IOException;
    }

    private Attempt() {}

    /** Gives 1 if the part was read, 0 if it was refused with file, structure and place; all else fails the test. */
    static int of(Part part) throws IOException {
        try {
            part.read();
            return 1;
        } catch (FormatException refused) {
            if (refused.offset() < 0
                    || refused.file().isEmpty()
                    || refused.structure().isEmpty()) {
                throw new AssertionError("no place in " + refused.getMessage(), refused);
            }
            return 0;
        }
    }
}

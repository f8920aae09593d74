// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.util.List;

/** The machine, as far as access times depend on it. */
public interface Host {

    /** Kinds of operating systems. */
    enum Family {
        /** Windows. */
        WINDOWS,
        /** macOS. */
        MAC,
        /** Linux. */
        LINUX,
        /** Any other. */
        OTHER
    }

    /**
     * What a command left behind.
     *
     * @param exit its exit code
     * @param output all that it printed
     */
    record Answer(int exit, String output) {}

    /** The kind of operating system. */
    Family family();

    /** The text of a system file such as {@code /proc/self/mountinfo}. */
    String read(String file) throws IOException;

    /** Runs a command of the system, with no input and for some seconds at most. */
    Answer run(List<String> command) throws IOException;
}

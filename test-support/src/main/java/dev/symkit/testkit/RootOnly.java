// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What only root on Linux can try. Elsewhere a line says what was not tried. */
public final class RootOnly {
    private RootOnly() {}

    /** Goes on only as root on Linux where all these commands are. */
    public static void assume(String what, String... commands) throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")
                || !run("id", "-u").out().strip().equals("0")) {
            skip(what + ": needs root on Linux");
        }
        for (String command : commands) {
            if (run("sh", "-c", "command -v " + command).exit() != 0) {
                skip(what + ": there is no " + command);
            }
        }
    }

    /** Skips the running test and prints a line that says why. */
    public static void skip(String why) {
        System.out.println("Not tried, " + why);
        Assumptions.abort(why);
    }

    /** Runs a command to its end. */
    public static ChildProcess.Result run(String... command) throws IOException, InterruptedException {
        return ChildProcess.run(ChildProcess.Spec.of(List.of(command)));
    }

    /** Mounts a disk in memory on a directory until {@code umount}; skips the test if that is not permitted. */
    public static void mountDisk(Path directory, String size) throws IOException, InterruptedException {
        if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString())
                        .exit()
                != 0) {
            skip(directory + ": mount is not permitted");
        }
    }
}

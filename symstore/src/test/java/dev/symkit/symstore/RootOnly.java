// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What only root on Linux can try. Elsewhere a line says what was not tried. */
final class RootOnly {
    private RootOnly() {}

    /** Goes on only as root on Linux where all these commands are. */
    static void assume(String what, String... commands) throws IOException, InterruptedException {
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

    static void skip(String why) {
        System.out.println("Not tried, " + why);
        Assumptions.abort(why);
    }

    static ChildProcess.Result run(String... command) throws IOException, InterruptedException {
        return ChildProcess.run(ChildProcess.Spec.of(List.of(command)));
    }
}

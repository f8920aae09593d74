// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script in the place of {@code java}: it prints its process id, its locale and each argument, all on lines of their own. */
final class FakeJava {
    private static final String SCRIPT = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion=x' >&2
                echo 'openjdk version "VERSION" 2021-01-01' >&2
                echo 'OpenJDK Runtime Environment (build VERSION)' >&2
                echo asked >>"$0.log"
                exit 0
            fi
            echo "pid=$$"
            echo "LC_ALL=${LC_ALL-unset}"
            for argument; do echo "<$argument>"; done
            exit "${STUB_EXIT:-0}"
            """;

    private FakeJava() {}

    /** Installs the script as {@code home/bin/java} with a {@code release} file that names {@code version}. */
    static Path withRelease(Path home, String version) throws IOException {
        withoutRelease(home, version);
        String release = "IMPLEMENTOR=\"A=B\"\nJAVA_RUNTIME_VERSION=\"1.2.3\"\nJAVA_VERSION=\"" + version
                + "\"\nOS_ARCH=\"z\"\n";
        Files.writeString(home.resolve("release"), release, UTF_8);
        return home;
    }

    /** Installs the script alone: its version can only be found out by starting it. */
    static Path withoutRelease(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Path java = home.resolve("bin/java");
        Files.writeString(java, SCRIPT.replace("VERSION", version), UTF_8);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /** Whether the script below {@code home} was started with {@code -version}. */
    static boolean wasAsked(Path home) {
        return Files.exists(home.resolve("bin/java.log"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build put things; the build passes the places as system properties. */
final class Tree {
    private Tree() {}

    /** The root of the source tree. */
    static Path sources() {
        return Path.of(property("symkit.root")).normalize();
    }

    /** The exploded distribution. */
    static Path exploded() {
        return sources().resolve("distribution/target/symkit");
    }

    static String version() {
        return property("symkit.version");
    }

    /** The jar the symstore launcher looks for. */
    static String symstoreJar() {
        return jar("symstore");
    }

    /** The jar the launcher of a tool looks for. */
    static String jar(String tool) {
        return "symkit-" + tool + "-" + version() + ".jar";
    }

    /** Makes an installation that holds the real launchers and, in place of the program, an empty file. */
    static Path installWithoutProgram(Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        for (String name : new String[] {"symstore", "symstore.cmd"}) {
            Path copy = Files.copy(exploded().resolve("bin").resolve(name), home.resolve("bin/" + name));
            if (!copy.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + copy + " executable");
            }
        }
        Files.createFile(home.resolve("lib").resolve(symstoreJar()));
        return home;
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run by Maven only: no system property " + name);
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** What the manifest of a jar says. */
final class Manifests {
    private Manifests() {}

    /** The jars named by {@code Class-Path}, in order. */
    static List<String> classPath(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toString())) {
            return List.of(file.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }
}

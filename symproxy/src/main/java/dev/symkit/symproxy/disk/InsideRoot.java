// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells what is really below a root, links resolved.
 *
 * @param root of a store
 */
record InsideRoot(Path root) {
    /** Whether something that exists is. */
    boolean holds(Path path) {
        try {
            return path.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** What an entry of a directory that is inside is, or a link leads to; empty if it went, or leads out or nowhere. */
    Optional<BasicFileAttributes> attributes(Path entry) {
        try {
            BasicFileAttributes own = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!own.isSymbolicLink()) {
                return Optional.of(own);
            }
            return holds(entry)
                    ? Optional.of(Files.readAttributes(entry, BasicFileAttributes.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

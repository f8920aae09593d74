// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * How files are written into caches (symsrv.md 13).
 *
 * @param fsync whether a file is forced to disk before it is put in place
 * @param directoryMode mode of new directories; empty leaves it to the umask
 * @param fileMode mode of new files; empty leaves it to the umask
 */
public record CacheOptions(
        boolean fsync, Optional<Set<PosixFilePermission>> directoryMode, Optional<Set<PosixFilePermission>> fileMode) {
    /** Not forced to disk, modes by the umask. */
    public static final CacheOptions DEFAULT = new CacheOptions(false, Optional.empty(), Optional.empty());

    /** Copies the sets. */
    public CacheOptions {
        directoryMode = directoryMode.map(Set::copyOf);
        fileMode = fileMode.map(Set::copyOf);
    }
}

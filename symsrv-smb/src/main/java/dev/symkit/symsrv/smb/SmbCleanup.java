// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.StorageNames;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Removes staging left by dead writers: {@code tmp-*} in 000Admin that no plan names. Called under the lock. */
final class SmbCleanup {
    private static final Duration OLD = Duration.ofHours(24);

    private SmbCleanup() {}

    /** @param parent the directory that holds the staging directories */
    static void run(SmbTree tree, String parent, Set<String> inUse) throws IOException {
        for (String name : tree.list(parent)) {
            String place = parent + "/" + name;
            if (!name.startsWith(StorageNames.STAGING_PREFIX)
                    || inUse.stream().anyMatch(handle -> handle.startsWith(place + "/"))) {
                continue;
            }
            Optional<SmbInfo> found = tree.look(place);
            if (found.isPresent() && isAbandoned(tree, parent, place, found.get())) {
                for (String file : tree.list(place)) {
                    delete(tree, place + "/" + file);
                }
                delete(tree, place);
            }
        }
    }

    private static boolean isAbandoned(SmbTree tree, String parent, String place, SmbInfo found) throws IOException {
        String alive = place + "/" + StorageNames.ALIVE;
        if (!found.directory() || tree.look(alive).isEmpty()) {
            return isOld(tree, parent, found.modified()); // no lock to ask, or its writer is just beginning
        }
        try (SmbHandle file = tree.open(alive, SmbMode.WRITE)) {
            file.lock();
            return true;
        } catch (SmbErrors.InUse e) {
            return false;
        } catch (NoSuchFileException e) {
            return true; // its writer is clearing up
        }
    }

    private static boolean isOld(SmbTree tree, String parent, Instant then) throws IOException {
        String probe = parent + "/" + StorageNames.STAGING_PREFIX + "clock-" + UUID.randomUUID();
        tree.write(probe, new byte[0]); // its time is by the clock of the server, like the other one
        try {
            Instant now = tree.look(probe).map(SmbInfo::modified).orElse(then);
            return Duration.between(then, now).compareTo(OLD) > 0;
        } finally {
            delete(tree, probe);
        }
    }

    /** Deletes a file or an empty directory, unless somebody else is using it. */
    static void delete(SmbTree tree, String place) throws IOException {
        try {
            tree.delete(place);
        } catch (SmbErrors.InUse | DirectoryNotEmptyException e) {
            // whoever uses it, or is clearing up as well, or the next writer removes it
        }
    }
}

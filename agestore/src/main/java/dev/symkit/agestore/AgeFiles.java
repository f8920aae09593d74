// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Deletes, lists or counts the files of a tree that were not used for long (agestore.md). Files are never read: that would change
 * their access times. Immutable.
 */
public final class AgeFiles {
    private final Host host;

    /** @param host what the access times of this machine depend on */
    public AgeFiles(Host host) {
        this.host = host;
    }

    /**
     * Checks what can be checked at once.
     *
     * @throws AgeException if the root cannot be read, or is in a managed store that must not be changed
     */
    public Aging prepare(AgeRequest request) throws IOException {
        Path root = request.files().root();
        NameList names = namesOf(root);
        Path real = root.toRealPath();
        Optional<Path> store = StoreGuard.isManaged(root, names) ? Optional.of(root) : StoreGuard.managedAbove(real);
        boolean changes = !(request.mode() instanceof AgeRequest.Mode.Measure);
        if (changes && store.isPresent() && !request.rules().managedToo()) {
            throw new AgeException(AgeException.Reason.MANAGED_STORE, StoreGuard.refusal(store.get()));
        }
        AccessTimes accessTimes = AccessTimes.detect(host, root);
        Inspection inspection = new Inspection(
                request.time(),
                accessTimes.kept(),
                request.rules().readOnlyToo(),
                Inspection.nanos(FileTime.from(request.running().now())));
        Optional<Path> above = store.filter(path -> !path.equals(root));
        return new Aging(request, accessTimes, inspection, above, StoreGuard.isAdministration(real));
    }

    private static NameList namesOf(Path root) throws AgeException {
        try {
            return NameList.read(root);
        } catch (NoSuchFileException e) {
            throw new AgeException(AgeException.Reason.PATH_NOT_FOUND, "path not found: " + root);
        } catch (IOException e) {
            AgeException.Reason reason = Files.isDirectory(root)
                    ? AgeException.Reason.ROOT_NOT_READABLE
                    : AgeException.Reason.PATH_NOT_FOUND;
            throw new AgeException(reason, "cannot read " + root + ": " + Deletion.describe(e));
        }
    }
}

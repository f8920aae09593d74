// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Removes staging left by dead writers: {@code tmp-*} in 000Admin that no plan names. Called under the lock. */
final class LocalCleanup {
    private static final Duration OLD = Duration.ofHours(24);

    private LocalCleanup() {}

    static void run(Path admin, Set<String> inUse) throws IOException {
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(admin, LocalCleanup::isStaging)) {
            stream.forEach(candidates::add);
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        for (Path candidate : candidates) {
            String prefix = admin.getFileName() + "/" + candidate.getFileName() + "/";
            boolean named = inUse.stream().anyMatch(handle -> handle.startsWith(prefix));
            if (!named && !LocalProcess.isStagingHere(candidate) && isAbandoned(admin, candidate)) {
                delete(candidate);
            }
        }
    }

    private static boolean isStaging(Path path) {
        return path.getFileName().toString().startsWith(LocalStaging.PREFIX);
    }

    private static boolean isAbandoned(Path admin, Path candidate) throws IOException {
        if (Files.isDirectory(candidate) && Files.exists(candidate.resolve(LocalStaging.ALIVE))) {
            Optional<Boolean> known = LocalStaging.isAbandoned(candidate);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return isOld(admin, candidate); // no lock to ask: a claim's temporary, or a file system without locks
    }

    private static boolean isOld(Path admin, Path candidate) throws IOException {
        Path probe = admin.resolve(LocalStaging.PREFIX + "clock-" + UUID.randomUUID());
        try {
            Files.createFile(probe); // its time is by the clock of the file server, like the candidate's
            FileTime now = Files.getLastModifiedTime(probe);
            FileTime then = Files.getLastModifiedTime(candidate);
            return Duration.between(then.toInstant(), now.toInstant()).compareTo(OLD) > 0;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void delete(Path candidate) throws IOException {
        if (Files.isDirectory(candidate)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(candidate)) {
                for (Path file : stream) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException e) {
                return;
            }
        }
        try {
            Files.deleteIfExists(candidate);
        } catch (DirectoryNotEmptyException e) {
            // another writer is clearing up the same directory
        }
    }
}

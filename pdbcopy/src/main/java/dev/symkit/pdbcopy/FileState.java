// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** By what a file is recognised as the same and unchanged. The key is empty where the file system has none. */
record FileState(long size, FileTime modified, Optional<String> key) {
    /**
     * Looks at a file that is to be replaced.
     *
     * @throws FileSystemException if it is no file, or one that must not be written
     */
    static FileState ofWritable(Path path) throws IOException {
        FileState state = of(path);
        if (!Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        if (!Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        return state;
    }

    static FileState of(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileState(
                found.size(),
                found.lastModifiedTime(),
                Optional.ofNullable(found.fileKey()).map(Object::toString));
    }

    /** Gives a copy the permissions and, if that is allowed, the owner of a file. */
    static void copyAccess(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes found = source.readAttributes();
        try {
            target.setGroup(found.group());
            target.setOwner(found.owner());
        } catch (FileSystemException | UnsupportedOperationException e) {
            // only a privileged user may give files away
        }
        target.setPermissions(found.permissions());
    }
}

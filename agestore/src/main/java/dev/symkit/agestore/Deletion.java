// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;

/**
 * Deletes single files, if they are still as they were. Immutable.
 *
 * @param inspection how files are looked at
 */
record Deletion(Inspection inspection) {
    /** The reason for a file that another process deleted. */
    static final String GONE = "deleted meanwhile";

    /** The reason for a file that another process changed or used. */
    static final String CHANGED = "changed meanwhile";

    /** The reason why a file must not be deleted now, or empty. */
    String objection(AgedFile file) throws IOException {
        Path name = file.path().getFileName();
        BasicFileAttributes attributes;
        try {
            attributes =
                    Files.readAttributes(file.path(), TreeWalk.attributesType(file.path()), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return GONE;
        }
        boolean same = attributes.isRegularFile()
                && inspection.of(file.path(), name.toString(), attributes).isAs(file);
        return same ? "" : CHANGED;
    }

    /** Deletes a file. On Windows a read-only one is made writable first, and again read-only if it stays. */
    void delete(AgedFile file) throws IOException {
        Path path = file.path();
        DosFileAttributeView dos = isWindows(path)
                ? Files.getFileAttributeView(path, DosFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : null;
        DosFileAttributes before = dos == null ? null : dos.readAttributes();
        boolean readOnly = before != null && before.isReadOnly();
        if (dos != null && readOnly) {
            dos.setReadOnly(false);
        }
        try {
            Files.delete(path);
        } catch (IOException e) {
            if (dos != null && readOnly) {
                restore(dos, e);
            }
            throw e;
        }
    }

    private static void restore(DosFileAttributeView dos, IOException problem) {
        try {
            dos.setReadOnly(true);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    private static boolean isWindows(Path path) {
        return path.getFileSystem().getSeparator().equals("\\");
    }

    /** A failure in a few words, without the path. */
    static String describe(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "access denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "not found";
        }
        if (problem instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = problem.getMessage();
        return message == null || message.isEmpty() ? problem.getClass().getSimpleName() : message;
    }
}

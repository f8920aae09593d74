// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/**
 * A failure that ended a run, as PDBCopy reports it.
 *
 * @param text one line
 * @param exitCode the exit code (pdb-strip-semantics.md 8a)
 */
public record Failure(String text, int exitCode) {
    private static final int UNUSABLE = 1;
    private static final int NOT_ACCESSIBLE = 2;
    private static final int EXISTS = 3;
    private static final int DIFFERENT = 4;
    private static final int USAGE = 87;

    /** How an exception is reported. */
    public static Failure of(IOException problem) {
        String text = String.valueOf(problem.getMessage());
        if (problem instanceof PdbCopyException copy) {
            return switch (copy.reason()) {
                case UNUSABLE -> new Failure(text, UNUSABLE);
                case NOT_ACCESSIBLE -> new Failure(text, NOT_ACCESSIBLE);
                case EXISTS -> new Failure(text, EXISTS);
                case DIFFERENT -> new Failure(text, DIFFERENT);
                case SAME_FILE -> new Failure(text, USAGE);
            };
        }
        if (problem instanceof FormatException) {
            return new Failure(text, UNUSABLE);
        }
        if (problem instanceof FileAlreadyExistsException) {
            return new Failure(text + " exists", EXISTS);
        }
        if (problem instanceof NoSuchFileException) {
            return new Failure(text + " does not exist", NOT_ACCESSIBLE);
        }
        if (problem instanceof AccessDeniedException) {
            return new Failure(text + ": access denied", NOT_ACCESSIBLE);
        }
        return new Failure(text, NOT_ACCESSIBLE);
    }
}

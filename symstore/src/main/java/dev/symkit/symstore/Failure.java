// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A failure as SymStore reports it.
 *
 * @param errorClass the word behind {@code Class:}
 * @param text the text behind {@code Desc:}
 * @param exitCode the exit code (symstore.md section 5)
 */
public record Failure(String errorClass, String text, int exitCode) {

    /** How an exception is reported. */
    public static Failure of(IOException problem) {
        if (problem instanceof StoreException store) {
            String text = String.valueOf(problem.getMessage());
            return switch (store.reason()) {
                case NOT_A_STORE, NO_PLUGIN -> new Failure("Store", text, 3);
                case LOCK_TIMEOUT -> new Failure("Lock", text, 33);
                case DAMAGED, UNFINISHED_CONVERSION -> new Failure("Store", text, 13);
                case UNKNOWN_TRANSACTION -> new Failure("Runtime", text, 2);
                case NO_REFERENCES, MANAGED -> new Failure("Syntax", text, 87);
                case NOT_FINISHED, LOCK_LOST -> new Failure("Store", text, 1);
            };
        }
        return new Failure("Store", describe(problem), isDenied(problem) ? 5 : 1);
    }

    /** Whether the system refused access. */
    public static boolean isDenied(IOException problem) {
        return problem instanceof AccessDeniedException
                || (problem instanceof FileSystemException system
                        && String.valueOf(system.getReason()).startsWith("Read-only file system"));
    }

    /** One line for an input or output failure. */
    public static String describe(IOException problem) {
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof AccessDeniedException) {
            return message + ": access denied";
        }
        if (problem instanceof NoSuchFileException) {
            return message + ": not found";
        }
        return problem instanceof FileSystemException || problem.getClass() == IOException.class
                ? message
                : message.isEmpty() ? problem.getClass().getSimpleName() : message;
    }
}

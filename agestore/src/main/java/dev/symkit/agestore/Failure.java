// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * A failure that ended a run, as AgeStore reports it.
 *
 * @param errorClass {@code Path}, {@code Store}, {@code Lock} or {@code Runtime}
 * @param text one line
 * @param exitCode the exit code (agestore.md section 3)
 */
public record Failure(String errorClass, String text, int exitCode) {

    /** How an exception is reported. */
    public static Failure of(IOException problem) {
        String text = String.valueOf(problem.getMessage());
        if (problem instanceof AgeException age) {
            return switch (age.reason()) {
                case PATH_NOT_FOUND -> new Failure("Path", text, 3);
                case ROOT_NOT_READABLE -> new Failure("Path", text, 5);
                case MANAGED_STORE -> new Failure("Store", text, 1);
            };
        }
        if (problem instanceof StoreException store) {
            return switch (store.reason()) {
                case LOCK_TIMEOUT -> new Failure("Lock", text, 33);
                case DAMAGED, UNFINISHED_CONVERSION -> new Failure("Store", text, 13);
                default -> new Failure("Store", text, 1);
            };
        }
        if (problem instanceof AccessDeniedException) {
            return new Failure("Path", text + ": access denied", 5);
        }
        boolean readOnly = problem instanceof FileSystemException system
                && String.valueOf(system.getReason()).startsWith("Read-only file system");
        return readOnly ? new Failure("Path", text, 5) : new Failure("Runtime", text, 1);
    }
}

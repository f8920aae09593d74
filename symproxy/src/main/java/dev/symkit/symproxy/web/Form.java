// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A form that came as the body of a request ({@code multipart/form-data}).
 *
 * @param fields its short texts, by their names
 * @param files its files, which the caller deletes
 */
public record Form(Map<String, String> fields, List<FilePart> files) {
    /** Copies the collections. */
    public Form {
        fields = Map.copyOf(fields);
        files = List.copyOf(files);
    }

    /**
     * A file of a form.
     *
     * @param name as the client calls it; never part of a path
     * @param file where it is now
     */
    public record FilePart(String name, Path file) {}

    /** A body that is no such form, or more than is taken. */
    public static final class BadFormException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean tooLarge;

        /** A reason in words, for the client. */
        public BadFormException(String reason, boolean tooLarge) {
            super(reason);
            this.tooLarge = tooLarge;
        }

        /** Whether it has too many bytes. */
        public boolean tooLarge() {
            return tooLarge;
        }
    }
}

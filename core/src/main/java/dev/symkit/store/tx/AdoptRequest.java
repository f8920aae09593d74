// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Key directories to take under management.
 *
 * @param product {@code /t}
 * @param version {@code /v}, empty if absent
 * @param comment {@code /c}, empty if absent
 * @param entries the key directories
 * @param markTwoTier whether the store becomes two-tier if it has no {@code index2.txt}
 * @param recordedPath from the path of a stored file, relative to the root, to the source path that the store records
 */
public record AdoptRequest(
        String product,
        String version,
        String comment,
        List<Entry> entries,
        boolean markTwoTier,
        UnaryOperator<String> recordedPath) {
    /** Copies the list. */
    public AdoptRequest {
        entries = List.copyOf(entries);
    }

    /**
     * One key directory.
     *
     * @param directory its path relative to the root, which ends in {@code name/index}
     * @param symbolClass the word that {@code refs.ptr} records
     */
    public record Entry(String directory, String symbolClass) {}
}

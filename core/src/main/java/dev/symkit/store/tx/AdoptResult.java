// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import java.util.List;

/**
 * What became of key directories that were to be adopted.
 *
 * @param id the transaction; {@link TransactionId#NONE} if there was nothing to adopt
 * @param adopted what is under management now, in the order of the request
 * @param leftOut what is not: another writer changed it meanwhile
 */
public record AdoptResult(TransactionId id, List<Adopted> adopted, List<String> leftOut) {
    /** Copies the lists. */
    public AdoptResult {
        adopted = List.copyOf(adopted);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One key directory.
     *
     * @param directory its path relative to the root
     * @param file whether it has a stored file
     * @param pointer whether it has a {@code file.ptr}
     */
    public record Adopted(String directory, boolean file, boolean pointer) {}
}

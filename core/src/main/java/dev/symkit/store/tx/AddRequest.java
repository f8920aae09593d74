// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import java.util.List;

/**
 * One add transaction.
 *
 * @param product {@code /t}
 * @param version {@code /v}, empty if absent
 * @param comment {@code /c}, empty if absent
 * @param options how
 * @param entries what to add, in path order
 */
public record AddRequest(String product, String version, String comment, AddOptions options, List<AddEntry> entries) {
    /** Copies the list. */
    public AddRequest {
        entries = List.copyOf(entries);
    }
}

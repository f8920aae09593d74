// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import java.util.List;

/**
 * What a conversion did, or with {@link ConvertRequest#listOnly} would do.
 *
 * @param tier the layout asked for, 1 or 2
 * @param already whether the store had that layout and nobody asked for it by name, so that nothing was looked at
 * @param moved entries whose directory was moved
 * @param merged entries that were merged with what was at their new place
 * @param errors what could not be moved; as long as there are such the conversion is not finished
 */
public record ConvertReport(int tier, boolean already, int moved, int merged, List<NotMoved> errors) {

    /** Copies the list. */
    public ConvertReport {
        errors = List.copyOf(errors);
    }

    /**
     * A directory or file that could not be moved.
     *
     * @param path relative to the store root, parts separated by {@code /}
     * @param message why, for people
     */
    public record NotMoved(String path, String message) {}
}

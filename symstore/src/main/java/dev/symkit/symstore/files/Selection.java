// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.symstore.Shares;
import java.util.List;

/**
 * Which files an operation is about.
 *
 * @param files the values of {@code /f}: files, directories, patterns, {@code @lists}
 * @param excludes patterns of file names to leave out
 * @param recurse whether sub-directories are searched too
 * @param shares where shares that the values name are mounted
 */
public record Selection(List<String> files, List<String> excludes, boolean recurse, Shares shares) {
    /** Copies the lists. */
    public Selection {
        files = List.copyOf(files);
        excludes = List.copyOf(excludes);
    }

    /** A selection without mounted shares. */
    public Selection(List<String> files, List<String> excludes, boolean recurse) {
        this(files, excludes, recurse, Shares.NONE);
    }
}

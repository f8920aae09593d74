// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import java.nio.file.Path;

/**
 * A symbol file that was found.
 *
 * @param path where it is now
 * @param temporary whether it is deleted when the check is over
 * @param facts what it says
 * @param <T> kind of facts
 */
public record SymbolFile<T>(Path path, boolean temporary, T facts) {}

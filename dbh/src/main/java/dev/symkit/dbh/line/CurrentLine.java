// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.module.LoadedModule;

/**
 * The line that was shown last. Immutable.
 *
 * @param module its module
 * @param spot the line
 */
public record CurrentLine(LoadedModule module, LineSpot spot) {}

// SPDX-License-Identifier: Apache-2.0
/** Symbols as DbgHelp shows them: rows, options, tags and masks (dbh.md 2, 4 and 5.1). */
@NullMarked
package dev.symkit.dbh.symbol;

import org.jspecify.annotations.NullMarked;

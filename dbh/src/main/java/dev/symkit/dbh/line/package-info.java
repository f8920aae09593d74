// SPDX-License-Identifier: Apache-2.0
/** Lines of source of a module, whatever its symbol file is, and the records and lists that show them (dbh.md 2.4 and 3.4). */
@NullMarked
package dev.symkit.dbh.line;

import org.jspecify.annotations.NullMarked;

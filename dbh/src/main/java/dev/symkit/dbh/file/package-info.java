// SPDX-License-Identifier: Apache-2.0
/** Files that are looked for and stored: directory trees, index facts, symbol stores (dbh.md 3.5). */
@NullMarked
package dev.symkit.dbh.file;

import org.jspecify.annotations.NullMarked;

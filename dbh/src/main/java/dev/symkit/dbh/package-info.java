// SPDX-License-Identifier: Apache-2.0
/** The symbol shell: a session with its modules and options, and the table of commands that work on it (dbh.md). */
@NullMarked
package dev.symkit.dbh;

import org.jspecify.annotations.NullMarked;

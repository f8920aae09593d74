// SPDX-License-Identifier: Apache-2.0
/** The commands of the shell (dbh.md 3). */
@NullMarked
package dev.symkit.dbh.command;

import org.jspecify.annotations.NullMarked;

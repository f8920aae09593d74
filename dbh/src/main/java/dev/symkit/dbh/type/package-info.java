// SPDX-License-Identifier: Apache-2.0
/** Types of a PDB: by name, all of them, and what is in one (dbh.md 3.3 and 5). */
@NullMarked
package dev.symkit.dbh.type;

import org.jspecify.annotations.NullMarked;

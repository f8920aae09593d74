// SPDX-License-Identifier: Apache-2.0
/** The symbols of PDBs of Windows: listed, found by name, address and number (dbh.md 5). */
@NullMarked
package dev.symkit.dbh.pdb;

import org.jspecify.annotations.NullMarked;
